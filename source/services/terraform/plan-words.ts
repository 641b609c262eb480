import type { ChangeKind, PlannedChange, PlanSummary } from './plan-summary.ts'
import { type Purpose, purposes } from './resource-words.ts'

const verbs: Readonly<Record<ChangeKind, string>> = {
  create: 'create',
  change: 'change',
  replace: 'replace',
  remove: 'remove',
}

/** `create 32`, `change 1, remove 2`, or `nothing to change`. */
export function countInWords({ counts }: PlanSummary): string {
  const parts = (Object.keys(verbs) as ChangeKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${verbs[kind]} ${counts[kind]}`)
  return parts.join(', ') || 'nothing to change'
}

/**
 * The plan for a person: what is lost first, then one line for each part of the twin and what
 * happens to it. What changes in place is told setting by setting, because that is what one reviews.
 */
export function planInWords(summary: PlanSummary): string[] {
  const losses = summary.changes.filter(({ losesData }) => losesData)
  return [
    ...losses.map(
      (change) => `Lost with all its content: ${change.what}${change.kind === 'replace' ? anew(change) : ''}`,
    ),
    ...(Object.keys(purposes) as Purpose[]).flatMap((purpose) => {
      const changes = summary.changes.filter((change) => change.purpose === purpose && !change.losesData)
      return (Object.keys(verbs) as ChangeKind[]).flatMap((kind) => lineFor(purpose, kind, changes))
    }),
  ]
}

function lineFor(purpose: Purpose, kind: ChangeKind, changes: readonly PlannedChange[]): string[] {
  const these = changes.filter((change) => change.kind === kind)
  // Terraform's own notes are nothing in AWS.
  if (these.length === 0 || purpose === 'internal') return []
  const isWhole = kind === 'create' || kind === 'remove'
  const details = isWhole ? these.filter(isBucketSetting).length : 0
  const named = isWhole ? these.filter((change) => !isBucketSetting(change)) : these
  const words = [
    ...named.map(inWords),
    ...(details > 0
      ? [details === 1 ? '1 bucket setting' : `${details} bucket settings (private, encrypted, TLS only)`]
      : []),
  ]
  return [`${purposes[purpose]}: ${verbs[kind]} ${words.join(', ')}`]
}

/** They come and go with their bucket; ten lines of them would hide what matters. */
const isBucketSetting = ({ address }: PlannedChange) => address.startsWith('aws_s3_bucket_')

const anew = ({ settings }: PlannedChange) =>
  settings.length > 0 ? `, made anew because its ${settings.join(', ')} changes` : ', made anew'

function inWords({ what, kind, settings }: PlannedChange): string {
  if (settings.length === 0) return what
  return kind === 'replace'
    ? `${what} (because its ${settings.join(', ')} changes)`
    : `${what} (${settings.join(', ')})`
}
