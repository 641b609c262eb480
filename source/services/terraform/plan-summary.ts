import type { PlanJson, ResourceChangeJson } from './plan-json.ts'
import { describeResource, type Purpose, purposes, resourceRank } from './resource-words.ts'

export type ChangeKind = 'create' | 'change' | 'replace' | 'remove'

export interface PlannedChange {
  readonly address: string
  readonly what: string
  readonly why: string
  readonly purpose: Purpose
  readonly kind: ChangeKind
  /** What people have put into it goes with it. */
  readonly losesData: boolean
  /** Names of the settings that change, or force a replacement; never their values, which may be secret. */
  readonly settings: readonly string[]
}

export interface PlanSummary {
  readonly changes: readonly PlannedChange[]
  readonly counts: Readonly<Record<ChangeKind, number>>
  /** Steps that apply will report: a replacement is two. */
  readonly steps: number
  /** False also when only Terraform's notes about outputs change. */
  readonly hasChanges: boolean
  readonly losesData: boolean
}

function kindOf(actions: readonly string[]): ChangeKind | undefined {
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create'
  if (actions.includes('delete')) return 'remove'
  return actions.includes('update') ? 'change' : undefined
}

function changedSettings({ change }: ResourceChangeJson): string[] {
  const { before, after, after_unknown: unknown } = change
  if (!before || !after) return []
  const willBeKnown = typeof unknown === 'object' && unknown !== null ? (unknown as Record<string, unknown>) : {}
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => willBeKnown[name] === true || JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => name.replaceAll('_', ' '))
    .sort()
}

/** Why something must be made anew, where Terraform says it. */
const forcingSettings = ({ change }: ResourceChangeJson): string[] =>
  [...new Set((change.replace_paths ?? []).map(([name]) => String(name).replaceAll('_', ' ')))].sort()

function plannedChange(json: ResourceChangeJson): PlannedChange | undefined {
  const kind = json.mode === 'managed' ? kindOf(json.change.actions) : undefined
  if (!kind) return undefined
  const {
    what,
    why,
    purpose,
    holdsData = false,
  } = describeResource({
    address: json.address,
    type: json.type,
    name: json.name,
    ...(json.index === undefined ? {} : { key: json.index }),
  })
  // An interrupted run left it half made. Data goes up only when everything stands, so there is none in it.
  const isHalfMade = json.action_reason === 'replace_because_tainted'
  return {
    address: json.address,
    what: isHalfMade ? `${what} (half made)` : what,
    why,
    purpose,
    kind,
    losesData: holdsData && !isHalfMade && (kind === 'remove' || kind === 'replace'),
    settings: kind === 'change' ? changedSettings(json) : kind === 'replace' ? forcingSettings(json) : [],
  }
}

/** What a plan would do, in the order of the twin's parts. */
export function summarizePlan(plan: PlanJson): PlanSummary {
  const order = Object.keys(purposes)
  const changes = (plan.resource_changes ?? [])
    .toSorted((a, b) => resourceRank(a.type) - resourceRank(b.type))
    .flatMap((json) => plannedChange(json) ?? [])
    .sort((a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose))
  const counts: Record<ChangeKind, number> = { create: 0, change: 0, replace: 0, remove: 0 }
  for (const { kind } of changes) counts[kind] += 1
  return {
    changes,
    counts,
    steps: changes.length + counts.replace,
    hasChanges: changes.length > 0,
    losesData: changes.some(({ losesData }) => losesData),
  }
}
