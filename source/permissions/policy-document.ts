import { type Effect, manyOf, type PolicyDocument, type Statement } from './policy.ts'

export type ReadDocument = { readonly document: PolicyDocument } | { readonly problem: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTexts = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)

function conditionProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!isObject(value)) return 'Condition is no object'
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return `the condition ${operator} is no object`
    const wrong = Object.entries(keys).find(([, values]) => !manyOf<unknown>(values).every(isScalar))
    if (wrong) return `the condition ${operator} has values for ${wrong[0]} that are neither text nor number`
  }
  return undefined
}

function statementProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'is no object'
  const effects: readonly unknown[] = ['Allow', 'Deny'] satisfies Effect[]
  if (!effects.includes(value.Effect)) return 'has an Effect that is neither Allow nor Deny'
  for (const [element, opposite] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    const given = [element, opposite].filter((name) => value[name] !== undefined)
    if (given.length !== 1) return `needs either ${element} or ${opposite}`
    if (!given.every((name) => isTexts(value[name]))) return `has an ${given[0]} that is no text`
  }
  if (value.Sid !== undefined && typeof value.Sid !== 'string') return 'has a Sid that is no text'
  return conditionProblem(value.Condition)
}

/**
 * Takes an identity policy's JSON, as text or already parsed. Something malformed anywhere makes the
 * whole document unreadable: half of a policy says nothing.
 */
export function readPolicyDocument(source: unknown): ReadDocument {
  let value = source
  if (typeof source === 'string') {
    try {
      value = JSON.parse(source)
    } catch {
      return { problem: 'it is no JSON' }
    }
  }
  if (!isObject(value)) return { problem: 'it is no JSON object' }
  if (value.Version !== undefined && typeof value.Version !== 'string') return { problem: 'its Version is no text' }
  if (value.Statement === undefined) return { problem: 'it has no Statement' }
  const statements = manyOf<unknown>(value.Statement)
  for (const [index, statement] of statements.entries()) {
    const problem = statementProblem(statement)
    if (problem) return { problem: `statement ${index + 1} ${problem}` }
  }
  const version = value.Version === undefined ? {} : { Version: value.Version }
  return { document: { ...version, Statement: statements as readonly Statement[] } }
}
