import type { Verdict } from './evaluate.ts'
import type { Feature } from './needed/row.ts'
import { groupByService, type ServiceVerdicts } from './verdict-groups.ts'
import { reasonOf } from './verdict-reasons.ts'
import type { ActionVerdict } from './verdicts.ts'

/** Rows under a heading; the terminal draws them in two columns where there is room. */
export interface VerdictSection {
  readonly title: string
  /** What is in it, in numbers. */
  readonly aside: string
  /** What is true of all its rows; left out where the section before says the same. */
  readonly reason?: string
  readonly rows: readonly VerdictRow[]
  /** "and 14 more", when rows were left out. */
  readonly more?: string
}

export interface VerdictRow {
  readonly mark: 'bad' | 'doubt' | 'good'
  readonly label: string
  readonly text: string
}

export interface Listing {
  /** Everything, what is allowed too, and every reason in full; otherwise what is missing or in doubt. */
  readonly isWhole?: boolean
  /** So many rows at most; the others are counted. */
  readonly most?: number
  /** Only what one of these needs. */
  readonly features?: readonly Feature[]
}

const marks: Readonly<Record<Verdict, VerdictRow['mark']>> = { denied: 'bad', unknown: 'doubt', allowed: 'good' }
const words: Readonly<Record<Verdict, string>> = { denied: 'missing', unknown: 'in doubt', allowed: 'allowed' }

const rowOf = ({ verdict, action, for: purpose }: ActionVerdict): VerdictRow => ({
  mark: marks[verdict],
  label: action,
  text: purpose,
})

/** What makes something comes first: it is what a person recognises. */
const weight = ({ action }: ActionVerdict) => (/:(Create|Pass)/.test(action) ? 0 : 1)

/** "3 missing, 2 in doubt". */
export function countsIn(verdicts: readonly ActionVerdict[]): string {
  const counts = (['denied', 'unknown', 'allowed'] as const).map(
    (wanted) => [verdicts.filter(({ verdict }) => verdict === wanted).length, words[wanted]] as const,
  )
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}

/** Verdicts of one service that are so for one reason. */
export interface VerdictCluster {
  readonly title: string
  readonly reason: string
  readonly verdicts: readonly ActionVerdict[]
}

/** A service's verdicts by what decides them, missing first. */
function clustersOf({ title, verdicts }: ServiceVerdicts, isWhole: boolean): readonly VerdictCluster[] {
  const byReason = new Map<string, ActionVerdict[]>()
  for (const verdict of verdicts) {
    const id = `${verdict.verdict}\n${reasonOf(verdict, isWhole)}`
    byReason.set(id, [...(byReason.get(id) ?? []), verdict])
  }
  return [...byReason].map(([id, list]) => ({
    title,
    reason: id.slice(id.indexOf('\n') + 1),
    verdicts: list.toSorted((a, b) => weight(a) - weight(b)),
  }))
}

/** By service and reason, missing first; of a reason with many clauses the first. */
export const verdictClusters = (verdicts: readonly ActionVerdict[]): readonly VerdictCluster[] =>
  groupByService(verdicts).flatMap((service) => clustersOf(service, false))

const isDoubtOnly = ({ verdicts }: VerdictCluster) => verdicts.every(({ verdict }) => verdict === 'unknown')

/** Services of which nothing is known for one and the same reason are told together, by their number alone. */
function withoutRows(clusters: readonly VerdictCluster[]): readonly VerdictSection[] {
  const reasons = [...new Set(clusters.map(({ reason }) => reason))]
  const together = reasons.map((wanted) => clusters.filter(({ reason }) => reason === wanted))
  return together.map((alike) => ({
    title: alike.map(({ title }) => title).join(', '),
    aside: countsIn(alike.flatMap(({ verdicts }) => verdicts)),
    reason: alike[0]?.reason ?? '',
    rows: [],
  }))
}

/** Verdicts as sections to be drawn: by service and reason, missing first. Empty when there is nothing to tell. */
export function verdictSections(
  verdicts: readonly ActionVerdict[],
  { isWhole = false, most = Number.POSITIVE_INFINITY, features }: Listing = {},
): readonly VerdictSection[] {
  const told = verdicts.filter(
    (verdict) =>
      (isWhole || verdict.verdict !== 'allowed') &&
      (features === undefined || verdict.features.some((feature) => features.includes(feature))),
  )
  const services = groupByService(told)
  // Where something is missing, whole services in doubt say nothing more than that nobody could look.
  const isFolded = most !== Number.POSITIVE_INFINITY && services.some(({ counts }) => counts.denied > 0)
  const clusters = services.flatMap((service) => clustersOf(service, isWhole))
  const missingIn = new Set(services.filter(({ counts }) => counts.denied > 0).map(({ title }) => title))
  const inDoubt = isFolded ? clusters.filter((each) => isDoubtOnly(each) && !missingIn.has(each.title)) : []
  const shown = clusters.filter((each) => !inDoubt.includes(each))
  const room = share(
    shown.map((each) => each.verdicts.length),
    most,
  )
  const sections = shown.map((each, index) => withRows(each, room[index] ?? 0))
  return [...sections, ...withoutRows(inDoubt)].map(saidOnce)
}

function saidOnce(
  { reason, ...section }: VerdictSection,
  index: number,
  all: readonly VerdictSection[],
): VerdictSection {
  return reason === undefined || all[index - 1]?.reason === reason ? section : { ...section, reason }
}

function withRows({ title, reason, verdicts }: VerdictCluster, room: number): VerdictSection {
  const left = verdicts.length - room
  return {
    title,
    aside: countsIn(verdicts),
    reason,
    rows: verdicts.slice(0, room).map(rowOf),
    ...(left > 0 && room > 0 ? { more: `and ${left} more` } : {}),
  }
}

/** Deals out `most` rows in turn, so that every section shows something before one shows everything. */
function share(wanted: readonly number[], most: number): readonly number[] {
  if (wanted.reduce((sum, count) => sum + count, 0) <= most) return wanted
  const given = wanted.map(() => 0)
  for (let left = most, at = 0; left > 0; at = (at + 1) % wanted.length) {
    if ((given[at] ?? 0) >= (wanted[at] ?? 0)) continue
    given[at] = (given[at] ?? 0) + 1
    left -= 1
  }
  return given
}
