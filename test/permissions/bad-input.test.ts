import { describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import type { AuthorizationRequest, NamedPolicy } from '../../source/permissions/policy.ts'
import { readPolicyDocument } from '../../source/permissions/policy-document.ts'

const request: AuthorizationRequest = {
  action: 's3:GetObject',
  resource: `arn:aws:s3:::b/${'a'.repeat(1000)}`,
  context: { 'aws:username': 'ann' },
  contextIsComplete: true,
}

function read(source: unknown): NamedPolicy {
  const found = readPolicyDocument(source)
  return 'document' in found ? { name: 'P', document: found.document } : { name: 'P', unreadable: found.problem }
}

const judge = (source: unknown, more: Partial<AuthorizationRequest> = {}) =>
  evaluate({ identityPolicies: [read(source)], request: { ...request, ...more } })

const allow = { Effect: 'Allow', Action: '*', Resource: '*' }

/** Processor time in milliseconds: other programs on the machine do not count. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

describe('a huge document', { timeout: 60_000 }, () => {
  test('of 100,000 statements is judged, and the one that decides is found', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      ...allow,
      Sid: `S${index}`,
      Action: `ec2:A${index}*`,
    }))
    const text = JSON.stringify({ Statement: [...many, { Sid: 'Last', ...allow, Action: 's3:*' }] })
    expect(judge(text)).toMatchObject({ verdict: 'allowed', by: { statement: 'Last' } })
  })

  test('of 100,000 doubtful statements gives a short reason', () => {
    const doubtful = Array.from({ length: 100_000 }, () => ({ ...allow, Condition: { Odd: { k: 'a' } } }))
    const { verdict, because } = judge({ Statement: doubtful })
    expect(verdict).toBe('unknown')
    expect(because.length).toBeLessThan(500)
  })

  const inOne = (size: number) => {
    const long = 'a*'.repeat(size / 2)
    return [
      ['action', { ...allow, Action: `s3:${long}` }],
      ['resource', { ...allow, Resource: `arn:aws:s3:::b/${long}` }],
      ['value', { ...allow, Condition: { StringLike: { 'aws:username': long } } }],
      ['value with a variable', { ...allow, Condition: { StringLike: { 'aws:username': `\${aws:username}${long}` } } }],
      ['operator', { ...allow, Condition: { [long]: { k: 'a' } } }],
      ['key', { ...allow, Condition: { StringEquals: { [long]: 'a' } } }],
      ['Sid', { ...allow, Sid: long }],
    ] as const
  }

  test.each(inOne(10_000_000))('of 10 MB in one %s is not believed', (_, statement) => {
    const found = judge(JSON.stringify({ Version: '2012-10-17', Statement: statement }))
    expect(found.verdict).toBe('unknown')
    expect(found.because.length).toBeLessThan(200)
  })

  test.each(inOne(130_000))('of 130,000 characters in one %s is judged', (_, statement) => {
    const found = judge(JSON.stringify({ Version: '2012-10-17', Statement: statement }))
    expect(found.because).not.toContain('could not be read')
    expect(found.because.length).toBeLessThan(500)
  })

  test('of thousands of actions in one statement', () => {
    const Action = Array.from({ length: 50_000 }, (_, index) => `service${index}:Do*`)
    expect(judge({ Statement: { ...allow, Action } }).verdict).toBe('denied')
    expect(judge({ Statement: { ...allow, Action: [...Action, 's3:Get*'] } }).verdict).toBe('allowed')
    expect(judge({ Statement: { Effect: 'Allow', NotAction: Action, Resource: '*' } }).verdict).toBe('allowed')
  })

  test.each([
    ['lists', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['a statement of lists', `{"Statement":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`],
    [
      'a condition of objects',
      `{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}}}`,
    ],
  ])('of %s within each other', (_, text) => {
    expect(judge(text).verdict).toBe('unknown')
  })
})

describe('a pattern full of wildcards', () => {
  const patterns = (size: number) => [
    { ...allow, Action: `s3:${'*a'.repeat(size)}b` },
    { ...allow, Resource: `arn:aws:s3:::b/${'a*'.repeat(size)}b` },
    { ...allow, Resource: `arn:aws:s3:::b/${'*'.repeat(size)}b` },
    { ...allow, Resource: `arn:aws:s3:::b/${'a?*'.repeat(size)}b` },
    { ...allow, Condition: { StringLike: { k: `${'a*'.repeat(size)}b` } } },
    { ...allow, Condition: { ArnLike: { k: `arn:aws:s3:::${'*a'.repeat(size)}b` } } },
  ]
  const asked = (length: number) => ({
    action: `s3:${'a'.repeat(length)}`,
    resource: `arn:aws:s3:::b/${'a'.repeat(length)}`,
    context: { k: `arn:aws:s3:::${'a'.repeat(length)}` },
  })

  test('takes no more than in proportion to its length', () => {
    const time = (size: number) =>
      cost(() => patterns(size).map((statement) => judge({ Statement: statement }, asked(size * 2))))
    time(2_000)
    const [small, large] = [time(2_000), time(20_000)]
    // A pattern that tries all ways would take ten thousand times as long and more.
    expect(large).toBeLessThan(60 * Math.max(small, 5))
    expect(judge({ Statement: patterns(50) }, asked(100)).verdict).toBe('denied')
  })
})

describe("names of an object's own", () => {
  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf'])(
    '%s as operator, key and variable',
    (name) => {
      const text = (condition: string) =>
        `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{${condition}}}}`
      expect(judge(text(`"${name}":{"k":"a"}`)).verdict).toBe('unknown')
      expect(judge(text(`"StringEquals":{"${name}":"a"}`)).verdict).toBe('denied')
      expect(judge(text(`"Null":{"${name}":"true"}`)).verdict).toBe('allowed')
      expect(judge(text(`"StringEquals":{"aws:username":"\${${name}}"}`)).verdict).toBe('denied')
      expect(judge({ Statement: { ...allow, Action: `${name}:*` } }).verdict).toBe('denied')
      expect(judge({ Statement: { ...allow, Action: [name] } }, { action: name }).verdict).toBe('allowed')
    },
  )
})

describe('characters', () => {
  const named = (Resource: string, key: string) =>
    judge({ Version: '2012-10-17', Statement: { ...allow, Resource } }, { resource: `arn:aws:s3:::b/${key}` }).verdict

  test('beyond the basic plane are one each', () => {
    expect(named('arn:aws:s3:::b/\u{1f600}*', '\u{1f600}x')).toBe('allowed')
    expect(named('arn:aws:s3:::b/?', '\u{1f600}')).toBe('allowed')
    expect(named('arn:aws:s3:::b/??', '\u{1f600}')).toBe('denied')
    expect(named('arn:aws:s3:::b/*\u{1f600}', 'x\u{1f600}')).toBe('allowed')
  })

  test('of other alphabets do not count as letters of ours', () => {
    const kelvin = '\u212a'
    expect(judge({ Statement: { ...allow, Action: `s3:Ma${kelvin}e` } }, { action: 's3:Make' }).verdict).toBe('denied')
    const condition = { StringEqualsIgnoreCase: { 'aws:username': `mar${kelvin}` } }
    expect(
      judge({ Statement: { ...allow, Condition: condition } }, { context: { 'aws:username': 'mark' } }).verdict,
    ).toBe('unknown')
    const key = { StringEquals: { [`aws:to${kelvin}en`]: 'a' } }
    expect(judge({ Statement: { ...allow, Condition: key } }, { context: { 'aws:token': 'a' } }).verdict).toBe('denied')
  })
})
