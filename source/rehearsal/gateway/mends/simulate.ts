import { type Decision, evaluate } from '../../../permissions/evaluate.ts'
import { isReadable, type NamedPolicy, statementsOf } from '../../../permissions/policy.ts'
import { readPolicyDocument } from '../../../permissions/policy-document.ts'
import type { Holder } from '../authorise/iam-state.ts'
import type { Call } from '../call.ts'
import { serviceError, xmlAnswer } from '../errors.ts'
import { escapeXml } from '../xml.ts'
import type { Mend } from './mend.ts'

type Parameters = Readonly<Record<string, string>>

/** The values of a query list: `ActionNames.member.1`, `.2`, … */
function listOf(parameters: Parameters, name: string): string[] {
  const values: string[] = []
  for (let index = 1; parameters[`${name}.member.${index}`] !== undefined; index += 1) {
    values.push(parameters[`${name}.member.${index}`] ?? '')
  }
  return values
}

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

/**
 * SimulatePrincipalPolicy by our own evaluator, one result for each action and resource, in pages of
 * 100 (IAM API reference). A context key that is not given counts as absent, and is listed.
 */
export const simulatePrincipalPolicy: Mend = async (call, { iam }) => {
  const { parameters } = call
  const [, kind, name] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(parameters.PolicySourceArn ?? '') ?? []
  const holder = name ? await iam.find(kind as 'user' | 'role', name) : undefined
  if (!holder) return serviceError(call, 404, 'NoSuchEntity', `${parameters.PolicySourceArn} cannot be found.`)
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
  const inside =
    element('EvaluationResults', results) +
    element('IsTruncated', String(more)) +
    (more ? element('Marker', String(start + size)) : '')
  return xmlAnswer(
    200,
    `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${element('SimulatePrincipalPolicyResult', inside)}<ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>`,
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
