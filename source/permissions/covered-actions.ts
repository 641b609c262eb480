import { lowerAscii } from './ascii.ts'
import { type Glob, globMatches, parseGlob } from './glob.ts'
import { manyOf, type PolicyDocument, type Statement, statementsOf } from './policy.ts'
import { type CompiledStatement, compileStatement } from './statement.ts'
import { not, type Truth } from './truth.ts'

/** A statement in its document. */
interface Entry {
  readonly statement: Statement
  /** Counted from 0. */
  readonly index: number
  /** When it first matters. A map with weak keys would do, but collecting garbage takes long with many of them. */
  compiled?: CompiledStatement
}

/** A statement that speaks of an action, for certain or perhaps. */
export interface Covering {
  readonly entry: Entry
  readonly covers: 'yes' | 'unknown'
}

interface Wildcard {
  /** In lower case. */
  readonly pattern: string
  readonly index: number
  /** Parsed when its service is asked about. */
  glob?: Glob
}

/** By what the statements' actions begin with: most of them are about other services than the one that is asked for. */
interface ActionIndex {
  readonly entries: readonly Entry[]
  /** Statements by the actions that they name in full. */
  readonly exact: Map<string, number[]>
  /** Patterns by the service that they name; '' for those that do not name one. */
  readonly wildcards: Map<string, Wildcard[]>
  /** The statements with a NotAction. */
  readonly negated: number[]
  /** What was asked already. */
  readonly answers: Map<string, readonly Covering[]>
}

function enter<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [item])
  else known.push(item)
}

const wildcard = /[*?]/
const serviceOf = (name: string) => name.slice(0, Math.max(0, name.indexOf(':')))

function buildIndex(document: PolicyDocument): ActionIndex {
  const entries = statementsOf(document).map((statement, index) => ({ statement, index }))
  const index: ActionIndex = { entries, exact: new Map(), wildcards: new Map(), negated: [], answers: new Map() }
  for (const { statement, index: number } of entries) {
    const { Action, NotAction } = statement
    if (Action === undefined) index.negated.push(number)
    for (const text of manyOf(Action ?? NotAction)) {
      const pattern = lowerAscii(text)
      const service = serviceOf(pattern)
      if (!wildcard.test(pattern)) enter(index.exact, pattern, number)
      else enter(index.wildcards, wildcard.test(service) ? '' : service, { pattern, index: number })
    }
  }
  return index
}

/**
 * Whether a pattern is as AWS documents it: "a service namespace, a colon, and the name", or `*` alone
 * (IAM user guide, "Grammar of the IAM JSON policy language", action_string).
 */
const isRegular = (pattern: string) => pattern === '*' || pattern.includes(':')

/** The statements in whose Action or NotAction the action is. */
function findNaming({ exact, wildcards }: ActionIndex, action: string): Map<number, Truth> {
  const naming = new Map<number, Truth>()
  for (const index of exact.get(action) ?? []) naming.set(index, 'yes')
  for (const service of [serviceOf(action), '']) {
    for (const candidate of wildcards.get(service) ?? []) {
      const { pattern, index } = candidate
      if (naming.get(index) === 'yes') continue
      candidate.glob ??= parseGlob(pattern)
      if (globMatches(candidate.glob, action)) naming.set(index, isRegular(pattern) ? 'yes' : 'unknown')
    }
  }
  return naming
}

const nothing: readonly Covering[] = []

function findCovering(index: ActionIndex, action: string): readonly Covering[] {
  const { entries, negated } = index
  const found = findNaming(index, action)
  if (found.size === 0 && negated.length === 0) return nothing
  for (const number of negated) {
    // Of an empty NotAction AWS says that it permits nothing (Access Analyzer's policy checks, "Empty array action").
    const isEmpty = manyOf(entries[number]?.statement.NotAction).length === 0
    found.set(number, isEmpty ? 'unknown' : not(found.get(number) ?? 'no'))
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, covers]) => {
      const entry = entries[number]
      return covers === 'no' || entry === undefined ? [] : [{ entry, covers }]
    })
}

/** A document is asked about many actions, and about each on several resources. */
const indexes = new WeakMap<PolicyDocument, ActionIndex>()

/**
 * The statements of a document that speak of an action, in their order: by Action, or by what NotAction
 * does not name. Names of services and actions ignore case (IAM user guide, "JSON policy elements: Action").
 */
export function statementsCovering(document: PolicyDocument, action: string): readonly Covering[] {
  const index = indexes.get(document) ?? buildIndex(document)
  indexes.set(document, index)
  const name = lowerAscii(action)
  const known = index.answers.get(name) ?? findCovering(index, name)
  index.answers.set(name, known)
  return known
}

/** The statement behind it, taken apart once for all requests. */
export function compiledOf({ entry }: Covering, document: PolicyDocument): CompiledStatement {
  entry.compiled ??= compileStatement(entry.statement, document.Version === '2012-10-17')
  return entry.compiled
}
