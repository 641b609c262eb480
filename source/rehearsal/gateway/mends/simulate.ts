import { type Decision, evaluate } from '../../../permissions/evaluate.ts'
import { isReadable, type NamedPolicy, statementsOf } from '../../../permissions/policy.ts'
import { readPolicyDocument } from '../../../permissions/policy-document.ts'
import type { Holder } from '../authorise/iam-state.ts'
import type { Call } from '../call.ts'
import { serviceError } from '../errors.ts'
import { escapeXml } from '../xml.ts'
import type { Mend } from './mend.ts'
import { listOf, queryResult } from './query-answers.ts'

type Parameters = Readonly<Record<string, string>>

function readContext(parameters: Parameters): Record<string, string[]> {
  const context: Record<string, string[]> = {}
  for (let index = 1; parameters[`ContextEntries.member.${index}.ContextKeyName`]; index += 1) {
    const entry = `ContextEntries.member.${index}`
    context[parameters[`${entry}.ContextKeyName`] ?? ''] = listOf(parameters, `${entry}.ContextKeyValues`)
  }
  return context
}

const inputPolicies = (texts: readonly string[], stem: string): NamedPolicy[] =>
  texts.map((text, index) => {
    const name = `${stem}.${index + 1}`
    const read = readPolicyDocument(text)
    return 'document' in read ? { name, document: read.document } : { name, unreadable: read.problem }
  })

/** Condition keys of the principal's policies that the caller gave no value for. */
function missingKeys(policies: readonly NamedPolicy[], context: Parameters | Record<string, string[]>): string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()))
  const keys = policies
    .filter(isReadable)
    .flatMap(({ document }) =>
      statementsOf(document).flatMap(({ Condition = {} }) =>
        Object.values(Condition).flatMap((block) => Object.keys(block)),
      ),
    )
  return [...new Set(keys)].filter((key) => !given.has(key.toLowerCase()))
}

const element = (name: string, inside: string) => `<${name}>${inside}</${name}>`

/** What is wrong with the request, as IAM says it; undefined when nothing is. */
function findProblem(parameters: Parameters): readonly [code: string, message: string] | undefined {
  const { PolicySourceArn = '', MaxItems = '100', Marker = '0' } = parameters
  if (!/^arn:[\w-]+:iam::\d{12}:(user|role|group)\//.test(PolicySourceArn)) {
    const message = `Invalid Entity Arn: ${PolicySourceArn} does not clearly define entity type and name.`
    return ['InvalidInput', message]
  }
  const size = Number(MaxItems)
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    return ['ValidationError', `Value '${MaxItems}' at 'maxItems' must be between 1 and 1000`]
  if (!/^\d+$/.test(Marker)) return ['ValidationError', `Invalid Marker: ${Marker}`]
  const actions = listOf(parameters, 'ActionNames').filter((name) => !/^[\w-]+:\w+$/.test(name))
  if (actions.length > 0) return ['InvalidInput', `Invalid action names: ${actions.join(', ')}`]
  const resources = listOf(parameters, 'ResourceArns').filter((arn) => !/^(\*|arn:.+:.*:.*:.*:.+)$/.test(arn))
  if (resources.length > 0)
    return ['InvalidInput', `ResourceNames are not in a valid ARN format: ${resources.join(', ')}.`]
  return undefined
}

/**
 * SimulatePrincipalPolicy by our own evaluator, one result for each action and resource, in pages of
 * 100 (IAM API reference). It takes a user, a role or a group, never a session, and sees neither
 * session policies nor trust. A context key that is not given counts as absent, and is listed.
 */
export const simulatePrincipalPolicy: Mend = async (call, { iam }) => {
  const { parameters } = call
  const { PolicySourceArn = '' } = parameters
  const problem = findProblem(parameters)
  if (problem) return serviceError(call, 400, ...problem)
  const holder = await iam.findByArn(PolicySourceArn)
  if (!holder) return serviceError(call, 404, 'NoSuchEntity', `${PolicySourceArn} cannot be found.`)
  const resources = listOf(parameters, 'ResourceArns')
  const pairs = listOf(parameters, 'ActionNames').flatMap((action) =>
    (resources.length > 0 ? resources : ['*']).map((resource) => ({ action, resource })),
  )
  const size = Number(parameters.MaxItems ?? 100)
  const start = Number(parameters.Marker ?? 0)
  const page = pairs.slice(start, start + size)
  const simulation = readSimulation(call, holder)
  const results = page.map(({ action, resource }) => renderResult(simulation, action, resource)).join('')
  const more = start + size < pairs.length
  return queryResult(
    call,
    element('EvaluationResults', results) +
      element('IsTruncated', String(more)) +
      (more ? element('Marker', String(start + size)) : ''),
  )
}

/** What all results of one call have in common. */
interface Simulation {
  readonly context: Record<string, string[]>
  readonly identityPolicies: readonly NamedPolicy[]
  readonly boundary: NamedPolicy | undefined
  /** Rendered. */
  readonly missing: string
}

function readSimulation({ parameters }: Call, holder: Holder): Simulation {
  const context = readContext(parameters)
  const identityPolicies = [
    ...holder.policies,
    ...inputPolicies(listOf(parameters, 'PolicyInputList'), 'PolicyInputList'),
  ]
  const [given] = inputPolicies(
    listOf(parameters, 'PermissionsBoundaryPolicyInputList'),
    'PermissionsBoundaryPolicyInputList',
  )
  const boundary = given ?? holder.boundary
  const missing = missingKeys([...identityPolicies, ...(boundary ? [boundary] : [])], context)
  return {
    context,
    identityPolicies,
    boundary,
    missing: missing.map((key) => element('member', escapeXml(key))).join(''),
  }
}

function renderResult(simulation: Simulation, action: string, resource: string): string {
  const { context, identityPolicies, boundary, missing } = simulation
  const request = { action, resource, context, contextIsComplete: true }
  const decision = evaluate({ identityPolicies, boundary, request })
  const limit = boundary && evaluate({ identityPolicies: [boundary], request })
  return element(
    'member',
    element('EvalActionName', escapeXml(action)) +
      element('EvalResourceName', escapeXml(resource)) +
      element('EvalDecision', wordDecision(decision)) +
      element('MatchedStatements', decision.by ? renderStatement(decision, identityPolicies) : '') +
      element('MissingContextValues', missing) +
      (limit
        ? element(
            'PermissionsBoundaryDecisionDetail',
            element('AllowedByPermissionsBoundary', String(limit.verdict === 'allowed')),
          )
        : ''),
  )
}

function wordDecision({ verdict, by }: Decision): string {
  if (verdict === 'allowed') return 'allowed'
  return by ? 'explicitDeny' : 'implicitDeny'
}

function renderStatement({ by }: Decision, policies: readonly NamedPolicy[]): string {
  const policy = policies.find(({ name }) => name === by?.policy)
  const type = policy?.arn ? 'IAM Policy' : 'User'
  return element('member', element('SourcePolicyId', escapeXml(by?.policy ?? '')) + element('SourcePolicyType', type))
}
