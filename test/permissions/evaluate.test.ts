import { describe, expect, test } from 'vitest'
import { evaluate, type Verdict } from '../../source/permissions/evaluate.ts'
import type { NamedPolicy, Statement } from '../../source/permissions/policy.ts'
import { administratorAccess, named, powerUserAccess } from './policies.ts'

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
const unreadable: NamedPolicy = { name: 'Hidden', unreadable: 'iam:GetPolicyVersion was refused' }
const needsMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }

const bucket = 'arn:aws:s3:::twin-dev-data'

interface Case {
  readonly title: string
  readonly policies: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy
  readonly action?: string
  readonly verdict: Verdict
}

const cases: readonly Case[] = [
  { title: 'no policy at all: implicit deny', policies: [], verdict: 'denied' },
  { title: 'an Allow', policies: [named('P', allow('s3:ListBucket'))], verdict: 'allowed' },
  { title: 'an Allow of something else', policies: [named('P', allow('s3:GetObject'))], verdict: 'denied' },
  { title: 'actions ignore case', policies: [named('P', allow('S3:lISTbUCKET'))], verdict: 'allowed' },
  { title: 'wildcards in actions', policies: [named('P', allow('s3:List*'))], verdict: 'allowed' },
  { title: 'a question mark is one character', policies: [named('P', allow('s3:ListBucke?'))], verdict: 'allowed' },
  { title: 'a question mark is not none', policies: [named('P', allow('s3:ListBucket?'))], verdict: 'denied' },
  { title: 'resources heed case', policies: [named('P', allow('s3:*', 'arn:aws:s3:::Twin-*'))], verdict: 'denied' },
  { title: 'another resource', policies: [named('P', allow('s3:*', 'arn:aws:s3:::other'))], verdict: 'denied' },
  {
    title: 'an explicit Deny wins over an Allow of another policy',
    policies: [administratorAccess, named('D', deny('s3:*'))],
    verdict: 'denied',
  },
  {
    title: 'a Deny of another resource does not matter',
    policies: [administratorAccess, named('D', deny('s3:*', 'arn:aws:s3:::other'))],
    verdict: 'allowed',
  },
  {
    title: 'NotAction allows the rest',
    policies: [named('P', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })],
    verdict: 'allowed',
  },
  {
    title: 'NotAction with Deny denies the rest',
    policies: [administratorAccess, named('D', { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })],
    verdict: 'denied',
  },
  {
    title: 'NotResource allows the other resources',
    policies: [named('P', { Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::secret' })],
    verdict: 'allowed',
  },
  {
    title: 'NotResource does not speak of those it names',
    policies: [named('P', { Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::x', bucket] })],
    verdict: 'denied',
  },
  {
    title: 'a boundary alone allows nothing',
    policies: [],
    boundary: administratorAccess,
    verdict: 'denied',
  },
  {
    title: 'boundary and policy both allow',
    policies: [administratorAccess],
    boundary: named('B', allow('s3:*')),
    verdict: 'allowed',
  },
  {
    title: 'the boundary does not allow',
    policies: [administratorAccess],
    boundary: named('B', allow('ec2:*')),
    verdict: 'denied',
  },
  {
    title: 'the boundary denies',
    policies: [administratorAccess],
    boundary: named('B', allow('*'), deny('s3:ListBucket')),
    verdict: 'denied',
  },
  {
    title: 'a boundary that cannot be read',
    policies: [administratorAccess],
    boundary: unreadable,
    verdict: 'unknown',
  },
  {
    title: 'an unread boundary cannot help where no policy allows',
    policies: [named('P', allow('ec2:*'))],
    boundary: unreadable,
    verdict: 'denied',
  },
  { title: 'an unread policy may allow', policies: [unreadable], verdict: 'unknown' },
  { title: 'an unread policy may deny', policies: [administratorAccess, unreadable], verdict: 'unknown' },
  {
    title: 'an unread policy cannot undo a Deny',
    policies: [unreadable, named('D', deny('s3:*'))],
    verdict: 'denied',
  },
  {
    title: 'an Allow that hangs on an unknown key',
    policies: [named('P', allow('s3:*', '*', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }))],
    verdict: 'unknown',
  },
  {
    title: 'a Deny that hangs on an unknown key',
    policies: [administratorAccess, named('D', deny('*', '*', needsMfa))],
    verdict: 'unknown',
  },
  {
    title: 'a doubtful Deny does not matter where nothing allows',
    policies: [named('D', deny('*', '*', needsMfa))],
    verdict: 'denied',
  },
  {
    title: 'a doubtful Allow does not matter beside a certain one',
    policies: [named('P', allow('s3:*', '*', needsMfa), allow('s3:ListBucket'))],
    verdict: 'allowed',
  },
  {
    title: 'an unknown key does not matter when another condition fails',
    policies: [
      named(
        'P',
        allow('s3:*', '*', {
          Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'aws:SourceVpce': 'vpce-1' } },
        }),
      ),
    ],
    verdict: 'denied',
  },
  {
    title: 'an unknown operator',
    policies: [named('P', allow('s3:*', '*', { Condition: { StringSounds: { 'aws:RequestedRegion': 'x' } } }))],
    verdict: 'unknown',
  },
  { title: 'PowerUserAccess allows S3', policies: [powerUserAccess], verdict: 'allowed' },
  {
    title: 'PowerUserAccess: iam:CreateRole',
    policies: [powerUserAccess],
    action: 'iam:CreateRole',
    verdict: 'denied',
  },
  { title: 'PowerUserAccess: iam:PassRole', policies: [powerUserAccess], action: 'iam:PassRole', verdict: 'denied' },
  { title: 'PowerUserAccess: iam:GetUser', policies: [powerUserAccess], action: 'iam:GetUser', verdict: 'denied' },
  { title: 'PowerUserAccess: iam:ListRoles', policies: [powerUserAccess], action: 'iam:ListRoles', verdict: 'allowed' },
  {
    title: 'AdministratorAccess: iam:PassRole',
    policies: [administratorAccess],
    action: 'iam:PassRole',
    verdict: 'allowed',
  },
  {
    title: 'GetCallerIdentity works in spite of a Deny',
    policies: [named('D', deny('*'))],
    action: 'sts:GetCallerIdentity',
    verdict: 'allowed',
  },
]

describe('evaluate', () => {
  test.each(cases)('$title: $verdict', ({ policies, boundary, action = 's3:ListBucket', verdict }) => {
    const request = { action, resource: bucket, context: { 'aws:RequestedRegion': 'eu-central-1' } }
    expect(evaluate({ identityPolicies: policies, boundary, request }).verdict).toBe(verdict)
  })

  test('names the statement that decides, by Sid or by number', () => {
    const request = { action: 's3:ListBucket', resource: bucket }
    const policy = { ...named('Team', allow('ec2:*'), allow('s3:*')), origin: 'attached to the group staff' }
    expect(evaluate({ identityPolicies: [policy], request })).toEqual({
      verdict: 'allowed',
      by: { policy: 'Team', origin: 'attached to the group staff', statement: 'statement 2', effect: 'Allow' },
      because: '"Team" (attached to the group staff), statement 2 allows it.',
    })
    const guard = named('Guard', deny('s3:*', '*', { Sid: 'NoBuckets' }))
    expect(evaluate({ identityPolicies: [policy, guard], request }).by?.statement).toBe('NoBuckets')
  })

  test('says which key is missing', () => {
    const policy = named('P', allow('s3:*', '*', needsMfa))
    const { because } = evaluate({ identityPolicies: [policy], request: { action: 's3:ListBucket', resource: bucket } })
    expect(because).toContain('aws:MultiFactorAuthPresent is not known')
  })

  test('takes a single statement that is no list', () => {
    const document = { Version: '2012-10-17', Statement: allow('s3:*') }
    const identityPolicies = [{ name: 'P', document }]
    expect(evaluate({ identityPolicies, request: { action: 's3:ListBucket', resource: bucket } }).verdict).toBe(
      'allowed',
    )
  })

  test('judges a pattern full of wildcards in no time', () => {
    const policy = named('P', allow(`s3:${'*a'.repeat(2000)}`))
    const started = performance.now()
    evaluate({ identityPolicies: [policy], request: { action: `s3:${'a'.repeat(1900)}b`, resource: bucket } })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
