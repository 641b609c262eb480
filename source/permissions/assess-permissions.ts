import type { Feature } from './needed/row.ts'
import type { ActionVerdict } from './verdicts.ts'

/** Without these a first set-up fails halfway; the others only make something less comfortable. */
export const blockingFeatures: readonly Feature[] = ['bootstrap', 'deploy']

export interface PermissionAssessment {
  /**
   * `sufficient`: all shown to be allowed. `insufficient`: at least one is denied. `blind`: this
   * identity may not even look, and what was seen denied is part of what is needed. `uncertain`:
   * nothing is known to be missing, not everything could be shown.
   */
  readonly outcome: 'sufficient' | 'insufficient' | 'blind' | 'uncertain'
  /** True when going on is known to fail, or as good as. */
  readonly blocks: boolean
  /** Denied for certain. */
  readonly missing: readonly ActionVerdict[]
  /** In doubt, in a service of which something else is denied: not shown to be allowed. */
  readonly notShown: readonly ActionVerdict[]
  /** In doubt otherwise. */
  readonly doubtful: readonly ActionVerdict[]
  /** What was found, in sentences for a person. */
  readonly sentences: readonly string[]
  /** The well-known case that this looks like, when it does. */
  readonly looksLike?: string
}

const actionsOf = (verdicts: readonly ActionVerdict[]) => [...new Set(verdicts.map(({ action }) => action))]

/** A few names and how many more; those that make something come first, which a person recognises. */
export function namesOf(verdicts: readonly ActionVerdict[]): string {
  const weight = (action: string) => (/:(Create|Pass)/.test(action) ? 0 : 1)
  const actions = actionsOf(verdicts).toSorted((a, b) => weight(a) - weight(b))
  const shown = actions.slice(0, 4).join(', ')
  return actions.length > 4 ? `${shown} and ${actions.length - 4} more` : shown
}

const seen = (verdict: ActionVerdict) => verdict.evidence.includes('access denied when looking')

/** The shape that AWS's managed policy PowerUserAccess gives: IAM refuses to be read, by plain absence of an Allow. */
function looksLikePowerUser(missing: readonly ActionVerdict[], notShown: readonly ActionVerdict[]): boolean {
  const services = new Set([...missing, ...notShown].map(({ service }) => service))
  return services.size === 1 && services.has('iam') && missing.some(seen) && notShown.length > 0
}

const powerUser =
  'This is what the managed policy PowerUserAccess looks like: it leaves out IAM, so it can neither create a role for the function nor hand it to Lambda, nor look at its own permissions.'

function sentencesFor(found: Omit<PermissionAssessment, 'sentences'>): readonly string[] {
  const { missing, notShown, doubtful, outcome, looksLike } = found
  const denied = missing.filter((verdict) => !seen(verdict))
  const refused = missing.filter(seen)
  return [
    outcome === 'sufficient' && 'Everything the deployment needs is allowed.',
    denied.length > 0 && `Missing: ${namesOf(denied)}.`,
    refused.length > 0 && `AWS refused ${namesOf(refused)} when asked just now, and the deployment needs it.`,
    notShown.length > 0 && `Not shown to be allowed: ${namesOf(notShown)}.`,
    looksLike,
    doubtful.length > 0 && `Could not be decided: ${namesOf(doubtful)}.`,
  ].filter((sentence) => typeof sentence === 'string')
}

/** What the verdicts mean for going on. `features` says which of them must be fulfilled. */
export function assessPermissions(
  verdicts: readonly ActionVerdict[],
  features: readonly Feature[] = blockingFeatures,
): PermissionAssessment {
  const required = verdicts.filter((verdict) => verdict.features.some((feature) => features.includes(feature)))
  const missing = required.filter(({ verdict }) => verdict === 'denied')
  const inDoubt = required.filter(({ verdict }) => verdict === 'unknown')
  const refusedServices = new Set(missing.filter(seen).map(({ service }) => service))
  const notShown = inDoubt.filter(({ service }) => refusedServices.has(service))
  const doubtful = inDoubt.filter(({ service }) => !refusedServices.has(service))
  const blocks = missing.length > 0
  const outcome = blocks
    ? missing.every(seen) && notShown.length > 0
      ? 'blind'
      : 'insufficient'
    : inDoubt.length > 0
      ? 'uncertain'
      : 'sufficient'
  const looksLike = looksLikePowerUser(missing, notShown) ? { looksLike: powerUser } : {}
  const found = { outcome, blocks, missing, notShown, doubtful, ...looksLike } as const
  return { ...found, sentences: sentencesFor(found) }
}
