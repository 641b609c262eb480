import type { Refusal } from './access-denied.ts'
import { lowerAscii } from './ascii.ts'
import { type Deciding, type Decision, evaluate, type Verdict } from './evaluate.ts'
import type { NeededAction } from './needed-actions.ts'
import type { NamedPolicy, RequestContext } from './policy.ts'
import { shownReasons, shownText } from './shown-text.ts'

/** How a verdict is known. */
export type Evidence = 'documents' | 'simulation' | 'access denied when looking' | 'answered when looking'

/** What IAM's simulator says about one action on one resource. */
export interface SimulatedDecision {
  readonly action: string
  readonly resource: string
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** The policy whose statement matched. */
  readonly policy?: string
  /** False when a service control policy of the organization refuses. */
  readonly allowedByOrganization?: boolean
  /** Condition keys that would have been needed to be sure. */
  readonly missingContext: readonly string[]
}

export interface PermissionFacts {
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy | undefined
  /** Keys known beforehand; an action's own are added. */
  readonly context: RequestContext
  readonly simulation?: readonly SimulatedDecision[] | undefined
  readonly refusals?: readonly Refusal[]
  /** Calls that IAM did answer: they are allowed. */
  readonly answered?: readonly { readonly action: string; readonly resource: string }[]
}

export interface ActionVerdict extends Pick<NeededAction, 'action' | 'service' | 'features' | 'for'> {
  readonly verdict: Verdict
  /** The resource that decides: of several, the first that is denied, else in doubt. */
  readonly resource: string
  readonly evidence: readonly Evidence[]
  readonly because: string
  readonly by?: Deciding
  /** The simulator and the documents contradict each other, in words. */
  readonly disagreement?: string
}

interface Finding extends Decision {
  readonly evidence: readonly Evidence[]
  readonly disagreement?: string
}

function simulated(result: SimulatedDecision | undefined, context: RequestContext): Decision {
  if (result === undefined) return { verdict: 'unknown', because: 'It was not simulated.' }
  const { decision, policy, allowedByOrganization } = result
  const absent = new Set(
    Object.keys(context)
      .filter((key) => context[key] === null)
      .map(lowerAscii),
  )
  const missingContext = result.missingContext.filter((key) => !absent.has(lowerAscii(key)))
  // The simulator counts a key that it was not given as absent, and an absent key can deny as well as allow.
  if (missingContext.length > 0) {
    return {
      verdict: 'unknown',
      because: `IAM's simulator would need to know ${shownReasons(missingContext, ', ', shownText)}.`,
    }
  }
  if (decision === 'explicitDeny') {
    const who = allowedByOrganization === false ? 'A policy of your organization' : `"${policy ?? 'a policy'}"`
    return { verdict: 'denied', because: `${who} denies it, says IAM's simulator.` }
  }
  if (decision === 'allowed')
    return { verdict: 'allowed', because: `"${policy ?? 'a policy'}" allows it, says IAM's simulator.` }
  const who = allowedByOrganization === false ? 'No policy of your organization' : 'No policy'
  return { verdict: 'denied', because: `${who} allows it, says IAM's simulator.` }
}

function weigh(read: Decision, simulation: Decision, byOrganization: boolean): Finding {
  const documents: Evidence[] = ['documents']
  if (simulation.verdict === 'unknown') return { ...read, evidence: read.verdict === 'unknown' ? [] : documents }
  if (read.verdict === 'unknown' || byOrganization) return { ...simulation, evidence: ['simulation'] }
  if (read.verdict === simulation.verdict) return { ...read, evidence: ['documents', 'simulation'] }
  const disagreement = `The policy documents say ${read.verdict} (${read.because}) IAM's simulator says ${simulation.verdict} (${simulation.because})`
  return { verdict: 'unknown', because: disagreement, evidence: ['documents', 'simulation'], disagreement }
}

function findingFor({ action, context }: NeededAction, resource: string, facts: PermissionFacts): Finding {
  const isThis = (fact: { readonly action: string; readonly resource: string }) =>
    fact.action.toLowerCase() === action.toLowerCase() && (fact.resource === resource || resource === '*')
  const refusal = facts.refusals?.find(isThis)
  if (refusal) return { verdict: 'denied', because: refusal.message, evidence: ['access denied when looking'] }
  if (facts.answered?.some(isThis)) {
    return { verdict: 'allowed', because: 'IAM answered it just now.', evidence: ['answered when looking'] }
  }
  const whole = { ...facts.context, ...context }
  const request = { action, resource, context: whole }
  const read = evaluate({ identityPolicies: facts.policies, boundary: facts.boundary, request })
  const result = facts.simulation?.find(isThis)
  return weigh(read, simulated(result, whole), result?.allowedByOrganization === false)
}

function verdictFor(needed: NeededAction, facts: PermissionFacts): ActionVerdict {
  const findings = needed.resources.map((resource) => ({ resource, ...findingFor(needed, resource, facts) }))
  const decides = (['denied', 'unknown', 'allowed'] as const)
    .map((verdict) => findings.find((finding) => finding.verdict === verdict))
    .find((finding) => finding !== undefined)
  const { action, service, features } = needed
  const unknown = {
    resource: '*',
    verdict: 'unknown' as const,
    evidence: [],
    because: 'It has no resource to ask about.',
  }
  return { action, service, features, for: needed.for, ...(decides ?? unknown) }
}

/** Per needed action: allowed, denied (by which statement) or unknown, and how that is known. */
export const verdictsFor = (needed: readonly NeededAction[], facts: PermissionFacts): readonly ActionVerdict[] =>
  needed.map((action) => verdictFor(action, facts))
