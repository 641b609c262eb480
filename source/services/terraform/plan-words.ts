import type { ChangeKind, PlannedChange, PlanSummary } from './plan-summary.ts'
import { purposes } from './resource-words.ts'

const marks: Record<ChangeKind, string> = { create: '+', change: '~', replace: '±', remove: '-' }
const verbs: Record<ChangeKind, string> = {
  create: 'create',
  change: 'change',
  replace: 'replace',
  remove: 'remove',
}

function detail({ kind, why, settings, losesData }: PlannedChange): string {
  if (losesData) return kind === 'replace' ? ' — REPLACED, ITS CONTENT IS LOST' : ' — ITS CONTENT IS LOST'
  if (settings.length > 0) return ` (${settings.join(', ')})`
  return kind === 'create' && why ? ` — ${why}` : ''
}

/** `create 32`, `change 1, remove 2`, or `nothing to change`. */
export function countInWords({ counts }: PlanSummary): string {
  const parts = (Object.keys(verbs) as ChangeKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${verbs[kind]} ${counts[kind]}`)
  return parts.join(', ') || 'nothing to change'
}

/** The plan for a person: a heading for each part of the twin, a line for each change, losses first. */
export function planInWords(summary: PlanSummary): string[] {
  const lines: string[] = []
  const losses = summary.changes.filter(({ losesData }) => losesData)
  if (losses.length > 0) {
    lines.push('Data will be lost:', ...losses.map((change) => `  ! ${change.what}${detail(change)}`))
  }
  for (const [purpose, title] of Object.entries(purposes)) {
    const changes = summary.changes.filter((change) => change.purpose === purpose && !change.losesData)
    if (changes.length === 0) continue
    lines.push(title, ...changes.map((change) => `  ${marks[change.kind]} ${change.what}${detail(change)}`))
  }
  return lines
}
