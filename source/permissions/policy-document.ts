import { lowerAscii } from './ascii.ts'
import { isNamedTwice } from './json-keys.ts'
import { type Effect, manyOf, type PolicyDocument, type Statement } from './policy.ts'
import { shownText } from './shown-text.ts'

export type ReadDocument = { readonly document: PolicyDocument } | { readonly problem: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Characters of a whole document, the most that IAM's operations take (IAM API reference, CreatePolicy). */
const longestText = 131_072

/** Half a surrogate pair is no Unicode, and a policy is UTF-8 ("Supported data types"). */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= longestText && !/\p{Cs}/u.test(value)

const isTexts = (value: unknown): boolean => (Array.isArray(value) ? value.every(isText) : isText(value))

/** A number that does not hold all its digits would be compared as another one. */
const isValue = (value: unknown) =>
  isText(value) ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER)

const isKnown = (names: readonly string[], name: string) => names.includes(name)

function keysProblem(operator: string, keys: unknown): string | undefined {
  const shown = shownText(operator)
  if (!isText(operator)) return 'a condition has an operator that is no text'
  if (!isObject(keys)) return `the condition ${shown} is no object`
  const names = Object.keys(keys)
  if (!names.every(isText)) return `the condition ${shown} has a key that is no text`
  const wrong = names.find((name) => !manyOf<unknown>(keys[name]).every(isValue))
  if (wrong !== undefined) return `the condition ${shown} has values for ${shownText(wrong)} that are no text or number`
  // Access Analyzer's policy checks, "Duplicate keys with different case".
  if (new Set(names.map(lowerAscii)).size < names.length) return `the condition ${shown} has the same key twice`
  return undefined
}

function conditionProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!isObject(value)) return 'Condition is no object'
  for (const [operator, keys] of Object.entries(value)) {
    const problem = keysProblem(operator, keys)
    if (problem) return problem
  }
  return undefined
}

const effects: readonly unknown[] = ['Allow', 'Deny'] satisfies Effect[]
const statementElements = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function statementProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'is no object'
  for (const name of Object.keys(value)) {
    if (name === 'Principal' || name === 'NotPrincipal') return `has a ${name}, which is for policies of resources`
    if (!isKnown(statementElements, name)) return `has an element ${shownText(name)}, which policies do not have`
  }
  if (!effects.includes(value.Effect)) return 'has an Effect that is neither Allow nor Deny'
  for (const [element, opposite] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    const given = [element, opposite].filter((name) => value[name] !== undefined)
    if (given.length !== 1) return `needs either ${element} or ${opposite}`
    if (!given.every((name) => isTexts(value[name]))) return `has an ${given[0]} that is no text`
  }
  if (value.Sid !== undefined && !isText(value.Sid)) return 'has a Sid that is no text'
  return conditionProblem(value.Condition)
}

/** "In IAM, the Sid value must be unique within a JSON policy" (IAM user guide, "JSON policy elements: Sid"). */
function repeatedSid(statements: readonly Statement[]): string | undefined {
  const seen = new Set<string>()
  return statements.find(({ Sid }) => Sid && (seen.has(Sid) || !seen.add(Sid)))?.Sid
}

const versions: readonly unknown[] = ['2008-10-17', '2012-10-17', undefined]

function frameProblem(value: Record<string, unknown>): string | undefined {
  const stranger = Object.keys(value).find((name) => !isKnown(['Version', 'Id', 'Statement'], name))
  if (stranger !== undefined) return `it has an element ${shownText(stranger)}, which policies do not have`
  if (!versions.includes(value.Version)) return 'its Version is neither 2012-10-17 nor 2008-10-17'
  if (value.Id !== undefined && !isText(value.Id)) return 'its Id is no text'
  if (value.Statement === undefined) return 'it has no Statement'
  return manyOf<unknown>(value.Statement).length === 0 ? 'its Statement is empty' : undefined
}

function parse(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text)
    return isNamedTwice(text, value) ? { problem: 'it names an element twice' } : { value }
  } catch {
    return { problem: 'it is no JSON' }
  }
}

/**
 * Takes an identity policy's JSON, as text or already parsed. Something malformed anywhere makes the
 * whole document unreadable: half of a policy says nothing. What is well-formed and yet unknown to us,
 * like a new condition operator, is left to the evaluation, where it makes one statement doubtful.
 * Sources: IAM user guide, "Grammar of the IAM JSON policy language", and Access Analyzer's policy
 * checks, those of the class "error". IAM refuses such policies when they are written.
 */
export function readPolicyDocument(source: unknown): ReadDocument {
  const parsed = typeof source === 'string' ? parse(source) : { value: source }
  if ('problem' in parsed) return parsed
  const { value } = parsed
  if (!isObject(value)) return { problem: 'it is no JSON object' }
  const problem = frameProblem(value)
  if (problem) return { problem }
  const statements = manyOf<unknown>(value.Statement as unknown)
  for (const [index, statement] of statements.entries()) {
    const wrong = statementProblem(statement)
    if (wrong) return { problem: `statement ${index + 1} ${wrong}` }
  }
  const readable = statements as readonly Statement[]
  const twice = repeatedSid(readable)
  if (twice !== undefined) return { problem: `two statements have the Sid ${shownText(twice)}` }
  return {
    document: { ...(value.Version === undefined ? {} : { Version: value.Version as string }), Statement: readable },
  }
}
