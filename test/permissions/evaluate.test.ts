import { describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import type { NamedPolicy, Statement } from '../../source/permissions/policy.ts'
import { named } from './policies.ts'

const allow = (Action: string, Resource = '*', more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const deny = (Action: string, Resource = '*', more: Partial<Statement> = {}): Statement => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
})
const needsMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }
const request = { action: 's3:ListBucket', resource: 'arn:aws:s3:::twin-dev-data' }
const judge = (...identityPolicies: readonly NamedPolicy[]) => evaluate({ identityPolicies, request })

/** The verdicts are in vectors.test.ts; here is what they say. */
describe('a decision', () => {
  test('names the statement that decides, by Sid or by number', () => {
    const policy = { ...named('Team', allow('ec2:*'), allow('s3:*')), origin: 'attached to the group staff' }
    expect(judge(policy)).toEqual({
      verdict: 'allowed',
      by: { policy: 'Team', origin: 'attached to the group staff', statement: 'statement 2', effect: 'Allow' },
      because: '"Team" (attached to the group staff), statement 2 allows it.',
    })
    const guard = named('Guard', deny('s3:*', '*', { Sid: 'NoBuckets' }))
    expect(judge(policy, guard).by?.statement).toBe('NoBuckets')
  })

  test.each(['', 'Two words', 'Red\u001b[31m', 'x'.repeat(101)])('does not call a statement %j', (Sid) => {
    expect(judge(named('P', deny('s3:*', '*', { Sid }))).by?.statement).toBe('statement 1')
  })

  test('says which key is missing', () => {
    expect(judge(named('P', allow('s3:*', '*', needsMfa))).because).toBe(
      '"P", statement 1 may allow it: the value of aws:MultiFactorAuthPresent is not known.',
    )
  })

  test('says why a policy could not be read', () => {
    const hidden = { name: 'Hidden', unreadable: 'iam:GetPolicyVersion was refused' }
    expect(judge(named('P', allow('s3:*')), hidden).because).toBe(
      '"Hidden" could not be read: iam:GetPolicyVersion was refused.',
    )
  })

  test('names the boundary that does not allow', () => {
    const limit = { identityPolicies: [named('P', allow('*'))], boundary: named('Limit', allow('ec2:*')), request }
    expect(evaluate(limit).because).toBe('The permissions boundary "Limit" does not allow it.')
  })

  test('gives three reasons of many, and says how many there are besides', () => {
    const doubtful = Array.from({ length: 10 }, (_, index) => allow('s3:*', '*', { ...needsMfa, Sid: `S${index}` }))
    const { because } = judge(named('P', ...doubtful))
    expect(because).toMatch(/S0 .*S1 .*S2 .*; 7 more\.$/)
  })

  test('quotes nothing of a policy that a terminal would obey, nor all of something long', () => {
    const condition = { Condition: { 'String\u001b[2J\u202eLike': { ['k'.repeat(5000)]: 'x' } } }
    const { because } = judge(named('P', allow('s3:*', '*', condition)))
    expect(because).not.toMatch(/[^ -~…]/)
    expect(because.length).toBeLessThan(300)
  })
})
