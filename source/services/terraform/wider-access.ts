import type { PlanJson, ResourceChangeJson } from './plan-json.ts'
import { policyGains } from './policy-gains.ts'
import { describeResource } from './resource-words.ts'

type Values = Readonly<Record<string, unknown>>
type Rule = (before: Values | null, after: Values, isUnknown: (name: string) => boolean) => readonly string[]

const policyIn =
  (name: string): Rule =>
  (before, after, isUnknown) => {
    // A thing that is wholly new is listed as new; of its policy only what is open to everybody stands out.
    if (isUnknown(name))
      return before ? [`what its ${name.replaceAll('_', ' ')} allows is known only once it is made`] : []
    const gains = policyGains(before?.[name], after[name])
    return before ? gains : gains.filter((gain) => gain.endsWith(' for everybody'))
  }

const blocks = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets']

const rules: Readonly<Record<string, readonly Rule[]>> = {
  aws_iam_policy: [policyIn('policy')],
  aws_iam_role_policy: [policyIn('policy')],
  aws_s3_bucket_policy: [policyIn('policy')],
  aws_iam_role: [
    policyIn('assume_role_policy'),
    (before, after, isUnknown) =>
      before?.permissions_boundary && !after.permissions_boundary && !isUnknown('permissions_boundary')
        ? ['its permissions boundary is taken away']
        : [],
  ],
  aws_iam_role_policy_attachment: [
    (before, after) => (before?.policy_arn === after.policy_arn ? [] : [`gains ${after.policy_arn ?? 'a policy'}`]),
  ],
  aws_s3_bucket_public_access_block: [
    (before, after, isUnknown) =>
      blocks
        .filter((name) => after[name] !== true && !isUnknown(name) && (!before || before[name] === true))
        .map((name) => `${name.replaceAll('_', ' ')} is turned off`),
  ],
  aws_lambda_permission: [
    (_before, after, isUnknown) =>
      after.source_arn || after.source_account || isUnknown('source_arn') || isUnknown('source_account')
        ? []
        : [`${after.principal ?? 'somebody'} may call the function from any account`],
  ],
  aws_lambda_function_url: [
    (before, after) =>
      after.authorization_type === 'NONE' && before?.authorization_type !== 'NONE'
        ? ['anybody may call the function']
        : [],
  ],
  aws_lambda_function: [corsOfFunction],
  aws_apigatewayv2_api: [
    (before, after) => more('CORS origins', originsOfApi(before), originsOfApi(after), before === null),
  ],
  aws_apigatewayv2_stage: [
    (before, after) => [
      ...limitRaised('throttling_rate_limit', 'requests per second', before, after),
      ...limitRaised('throttling_burst_limit', 'requests at once', before, after),
    ],
  ],
}

const first = (value: unknown): Values => ([value].flat()[0] ?? {}) as Values
const texts = (value: unknown) => [value ?? []].flat().map(String)
const originsOfApi = (values: Values | null) => texts(first(values?.cors_configuration).allow_origins)
const originsOfFunction = (values: Values | null) => {
  const { CORS_ORIGINS: origins } = (first(values?.environment).variables ?? {}) as Values
  return typeof origins === 'string' ? origins.split(',').filter(Boolean) : undefined
}

function corsOfFunction(before: Values | null, after: Values): readonly string[] {
  if (!before) return []
  const now = originsOfFunction(after)
  if (!now) return ['which web sites may call it (CORS) is known only once it is made']
  return more('CORS origins', originsOfFunction(before) ?? [], now, false)
}

function more(what: string, before: readonly string[], after: readonly string[], isNew: boolean): readonly string[] {
  const gained = after.filter((each) => !before.includes(each) && (!isNew || each === '*'))
  return gained.length > 0 ? [`${what} gain ${gained.join(', ')}`] : []
}

function limitRaised(name: string, unit: string, before: Values | null, after: Values): readonly string[] {
  const [old, now] = [before, after].map((values) => Number(first(values?.default_route_settings)[name] ?? 0))
  // No limit of one's own means the account's, which is thousands.
  if (!now) return before && old ? [`no limit of ${unit} any more (it was ${old})`] : []
  return before && old && now > old ? [`${now} ${unit} instead of ${old}`] : []
}

/**
 * What a plan opens: who may do more than before, in words, each with the thing it is about; pure. What is known only
 * after apply is said to be so. Values of other settings, which may be secret, are not read.
 */
export function widerAccess({ resource_changes: changes = [] }: PlanJson): readonly string[] {
  const leaving = changes.filter(isRemoved)
  return changes.flatMap((json) => {
    if (json.mode !== 'managed' || json.change.actions.join() === 'no-op') return []
    const { before, after, after_unknown: unknown } = json.change
    const found = after
      ? (rules[json.type] ?? []).flatMap((rule) =>
          rule(before, after, (name) => (unknown as Values | undefined)?.[name] === true),
        )
      : removal(json, leaving)
    const { what } = describeResource({ ...json, ...(json.index === undefined ? {} : { key: json.index }) })
    return found.map((words) => `${what}: ${words}`)
  })
}

const isRemoved = ({ change: { actions } }: ResourceChangeJson) =>
  actions.includes('delete') && !actions.includes('create')

/** A guard that goes while what it guards stays. */
function removal({ type, change }: ResourceChangeJson, leaving: readonly ResourceChangeJson[]): readonly string[] {
  if (!/^aws_s3_bucket_(public_access_block|policy)$/.test(type) || !change.actions.includes('delete')) return []
  const bucket = change.before?.bucket
  const goes = leaving.some((each) => each.type === 'aws_s3_bucket' && each.change.before?.bucket === bucket)
  return goes ? [] : ['it is removed while the bucket stays']
}
