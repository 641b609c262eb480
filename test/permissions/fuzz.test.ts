// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import {
  type AuthorizationRequest,
  isReadable,
  type NamedPolicy,
  statementsOf,
} from '../../source/permissions/policy.ts'
import { readPolicyDocument } from '../../source/permissions/policy-document.ts'
import { caller } from './vectors/caller.ts'
import { evaluation } from './vectors/evaluation.ts'
import { examples } from './vectors/examples.ts'
import { policyVariables } from './vectors/policy-variables.ts'
import { serviceExamples } from './vectors/service-examples.ts'
import { sets } from './vectors/sets.ts'

type Random = (below: number) => number

/** Always the same numbers (mulberry32): a failure can be run again by its number. */
function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const vectors = [...evaluation, ...sets, ...caller, ...examples, ...serviceExamples, ...policyVariables]
const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  '*',
  '**',
  '?',
  '${',
  '${}',
  '${aws:username}',
  '${*}',
  '\ud800',
  '\u0000',
  '__proto__',
  'constructor',
  [],
  [[]],
  {},
  JSON.parse('{"__proto__":null}'),
  'Allow',
  'Deny',
  'arn:',
  'arn:aws:s3',
  ':',
  's3:',
  ':*',
  'x'.repeat(5000),
  { Effect: 'Allow', Action: '*', Resource: '*' },
  ['*', 1],
  'StringEquals',
  'ForAllValues:',
  'NullIfExists',
  '2012-10-17',
]

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Also `__proto__`, which an assignment would not make a member. */
const setMember = (place: object, name: string, value: unknown) =>
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true })

/** Changes one place of a document: takes something out, puts something strange in, renames, repeats. */
function mutate(document: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(document)
  let place = copy
  for (let depth = random(6); depth > 0 && isObject(place); depth--) {
    const below = Object.values(place).filter(isObject)
    const next = below[random(below.length)]
    if (next === undefined) break
    place = next
  }
  if (!isObject(place)) return strange[random(strange.length)]
  const keys = Object.keys(place)
  const key = keys[random(keys.length)] ?? 'Effect'
  const kind = random(5)
  if (kind === 0) delete place[key]
  if (kind === 1) place[key] = strange[random(strange.length)]
  if (kind === 2) setMember(place, String(strange[random(strange.length)]), place[key])
  if (kind === 3 && Array.isArray(place)) place.push(...place.slice())
  if (kind === 4) place[key] = [place[key], strange[random(strange.length)]]
  // What is no JSON cannot come from IAM: holes in lists, members of lists.
  return JSON.parse(JSON.stringify(copy))
}

/** As text every third time, and then sometimes with a character lost or doubled. */
function asSource(document: unknown, random: Random): unknown {
  if (random(3) > 0) return document
  const text = JSON.stringify(document) ?? ''
  const at = random(text.length)
  return random(2) === 0
    ? text
    : text.slice(0, at) + text.slice(at + random(2)) + (random(4) === 0 ? text.slice(at) : '')
}

function read(name: string, source: unknown): NamedPolicy {
  const found = readPolicyDocument(source)
  return 'document' in found ? { name, document: found.document } : { name, unreadable: found.problem }
}

interface Case {
  readonly policies: readonly NamedPolicy[]
  readonly request: AuthorizationRequest
}

function makeCase(seed: number): Case {
  const random = randomFrom(seed)
  const { policies, request } = vectors[random(vectors.length)] as (typeof vectors)[number]
  const mutated = policies.map((policy, index) => {
    let document: unknown = 'document' in policy ? policy.document : {}
    for (let times = random(4); times > 0; times--) document = mutate(document, random)
    return read(`P${index}`, asSource(document, random))
  })
  const isComplete = random(2) === 0
  return { policies: mutated, request: isComplete ? request : { ...request, contextIsComplete: false } }
}

const verdict = (policies: readonly NamedPolicy[], request: AuthorizationRequest, boundary?: NamedPolicy) =>
  evaluate({ identityPolicies: policies, boundary, request })

const everything = (Effect: 'Allow' | 'Deny') => read('All', { Statement: { Effect, Action: '*', Resource: '*' } })
/** How much a verdict promises. */
const rank = { denied: 0, unknown: 1, allowed: 2 }
const mayEverybody = ({ action }: AuthorizationRequest) => action === 'sts:GetCallerIdentity'

/** Without its statements of one effect; a policy that is left without any says nothing. */
const without = (policies: readonly NamedPolicy[], effect: 'Allow' | 'Deny'): readonly NamedPolicy[] =>
  policies.flatMap((policy): readonly NamedPolicy[] => {
    if (!isReadable(policy)) return [policy]
    const Statement = statementsOf(policy.document).filter(({ Effect }) => Effect !== effect)
    return Statement.length === 0 ? [] : [{ ...policy, document: { ...policy.document, Statement } }]
  })

const block = 500
describe.each(Array.from({ length: 20 }, (_, number) => number * block))('mutated documents from %i on', (first) => {
  test('are judged without a throw, and nothing is allowed that no statement allows', () => {
    for (let seed = first; seed < first + block; seed++) {
      const { policies, request } = makeCase(seed)
      if (mayEverybody(request)) continue
      const found = verdict(policies, request)
      const because = `seed ${seed}: ${found.because}`
      if (found.verdict === 'allowed') {
        // Nothing is in doubt: every policy was read, and the statement that is named does allow it alone.
        expect(policies.every(isReadable), because).toBe(true)
        expect(found.by?.effect, because).toBe('Allow')
        const { by } = found
        expect(
          verdict(
            policies.filter(({ name }) => name === by?.policy),
            request,
          ).verdict,
          because,
        ).toBe('allowed')
      }
      const now = rank[found.verdict]
      expect(rank[verdict(without(policies, 'Allow'), request).verdict], because).toBeLessThanOrEqual(now)
      expect(rank[verdict(without(policies, 'Deny'), request).verdict], because).toBeGreaterThanOrEqual(now)
      expect(verdict([...policies, everything('Deny')], request).verdict, because).toBe('denied')
      expect(rank[verdict([...policies, everything('Allow')], request).verdict], because).toBeGreaterThanOrEqual(now)
      expect(rank[verdict(policies, request, everything('Allow')).verdict], because).toBe(now)
      expect(verdict([...policies, read('Hidden', '{')], request).verdict, because).not.toBe('allowed')
      expect(because, because).not.toMatch(/\p{Cc}/u)
    }
  })
})

test('enough of them stay readable, and are allowed, denied and in doubt', () => {
  const counts = { readable: 0, allowed: 0, denied: 0, unknown: 0 }
  for (let seed = 0; seed < 4000; seed++) {
    const { policies, request } = makeCase(seed)
    if (policies.every(isReadable)) counts.readable++
    counts[verdict(policies, request).verdict]++
  }
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(400)
})
