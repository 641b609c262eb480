import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { manyOf, type RequestContext } from '../../permissions/policy.ts'
import type { SimulatedDecision } from '../../permissions/verdicts.ts'
import { allPages, Inquiry } from './principal-inquiry.ts'

export interface SimulationRequest {
  readonly action: string
  /** Real ARNs: a scoped policy looks like a refusal for `*`. */
  readonly resources: readonly string[]
  readonly context?: RequestContext
}

interface Simulation {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly context: RequestContext
}

/** Actions of one call. Every action is tried on every resource, and an answer's page holds 1000 at most. */
const actionsPerCall = 100

function contextEntries(context: RequestContext): ContextEntry[] {
  return Object.entries(context).flatMap(([ContextKeyName, value]) => {
    if (value === null) return []
    const values = manyOf(value)
    const isBoolean = values.every((text) => text === 'true' || text === 'false')
    const ContextKeyType = values.length > 1 ? 'stringList' : isBoolean ? 'boolean' : 'string'
    return [{ ContextKeyName, ContextKeyType, ContextKeyValues: [...values] }]
  })
}

/** Puts together what can be asked in one call: the same resources and the same context. */
function planCalls(requests: readonly SimulationRequest[], common: RequestContext): readonly Simulation[] {
  const groups = new Map<string, { actions: string[]; resources: readonly string[]; context: RequestContext }>()
  for (const { action, resources, context = {} } of requests) {
    const id = JSON.stringify([resources, context])
    const group = groups.get(id) ?? { actions: [], resources, context: { ...common, ...context } }
    if (!group.actions.includes(action)) group.actions.push(action)
    groups.set(id, group)
  }
  return [...groups.values()].flatMap(({ actions, resources, context }) =>
    Array.from({ length: Math.ceil(actions.length / actionsPerCall) }, (_, index) => ({
      actions: actions.slice(index * actionsPerCall, (index + 1) * actionsPerCall),
      resources,
      context,
    })),
  )
}

const decisions: readonly string[] = [
  'allowed',
  'explicitDeny',
  'implicitDeny',
] satisfies SimulatedDecision['decision'][]

const isDecision = (text: string | undefined): text is SimulatedDecision['decision'] =>
  text !== undefined && decisions.includes(text)

/** One result speaks of one resource, or lists several below itself. What is no decision is left out. */
function decisionsOf(result: EvaluationResult): readonly SimulatedDecision[] {
  const organization = result.OrganizationsDecisionDetail?.AllowedByOrganizations
  const shared = {
    action: result.EvalActionName ?? '',
    ...(organization === undefined ? {} : { allowedByOrganization: organization }),
  }
  const parts = result.ResourceSpecificResults?.length
    ? result.ResourceSpecificResults.map((part) => ({
        resource: part.EvalResourceName,
        decision: part.EvalResourceDecision,
        matched: part.MatchedStatements,
        missing: part.MissingContextValues,
      }))
    : [
        {
          resource: result.EvalResourceName,
          decision: result.EvalDecision,
          matched: result.MatchedStatements,
          missing: result.MissingContextValues,
        },
      ]
  return parts.flatMap(({ resource, decision, matched, missing }) => {
    const policy = matched?.[0]?.SourcePolicyId
    if (!isDecision(decision)) return []
    const found = { ...shared, resource: resource ?? '*', decision, missingContext: missing ?? [] }
    return [policy === undefined ? found : { ...found, policy }]
  })
}

/**
 * Asks IAM's simulator about each action on each of its resources.
 * @param principalArn of the user or role itself, not of a session.
 * @param common condition keys of every request, `aws:RequestedRegion` above all: service control
 *   policies with a condition on it deny falsely without.
 * @param inquiry remembers whether the simulator was allowed to be asked.
 * @returns undefined when the caller may not simulate, or the simulator could not answer.
 */
export async function simulatePrincipal(
  client: IAMClient,
  principalArn: string,
  requests: readonly SimulationRequest[],
  common: RequestContext,
  inquiry: Inquiry = new Inquiry(),
): Promise<readonly SimulatedDecision[] | undefined> {
  const call = ({ actions, resources, context }: Simulation) =>
    allPages(
      (Marker) =>
        client.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: principalArn,
            ActionNames: [...actions],
            ResourceArns: [...resources],
            ContextEntries: contextEntries(context),
            MaxItems: 1000,
            Marker,
          }),
        ),
      (page) => page.EvaluationResults,
    )
  const asked = { action: 'iam:SimulatePrincipalPolicy', resource: principalArn }
  const answer = await inquiry.ask(asked, () => Promise.all(planCalls(requests, common).map(call)))
  return 'value' in answer ? answer.value.flat().flatMap(decisionsOf) : undefined
}
