import { describe, expect, test } from 'vitest'
import { readRefusal } from '../../source/permissions/access-denied.ts'
import { assessPermissions } from '../../source/permissions/assess-permissions.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { type NeededAction, neededActions } from '../../source/permissions/needed-actions.ts'
import { requestContext } from '../../source/permissions/request-context.ts'
import { groupByService } from '../../source/permissions/verdict-groups.ts'
import { type PermissionFacts, type SimulatedDecision, verdictsFor } from '../../source/permissions/verdicts.ts'
import { administratorAccess, named, names, powerUserAccess } from './policies.ts'

const needed = neededActions(names, ['deploy', 'bootstrap', 'teardown', 'inspection', 'bedrock'])
const context = requestContext({
  principalArn: 'arn:aws:iam::123456789012:user/ann',
  account: names.account,
  region: names.region,
  userName: 'ann',
})
const judge = (facts: Partial<PermissionFacts>, actions = needed) =>
  verdictsFor(actions, { policies: [], context, ...facts })
const unreadable = { name: 'managed policies', unreadable: 'iam:ListAttachedUserPolicies was refused' }

const role = 'arn:aws:iam::123456789012:role/digital-twin-dev-api'
const refusedGetRole = readRefusal(
  'User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:GetRole on resource: role digital-twin-dev-api because no identity-based policy allows the iam:GetRole action',
  { action: 'iam:GetRole', resource: role },
)

const one: readonly NeededAction[] = [
  {
    action: 's3:CreateBucket',
    service: 's3',
    features: ['deploy'],
    for: 'make it',
    resources: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    context: {},
  },
]
const simulated = (
  decision: SimulatedDecision['decision'],
  more: Partial<SimulatedDecision> = {},
): readonly SimulatedDecision[] =>
  ['arn:aws:s3:::a', 'arn:aws:s3:::b'].map((resource) => ({
    action: 's3:CreateBucket',
    resource,
    decision,
    policy: 'P',
    missingContext: [],
    ...more,
  }))

describe('verdicts', () => {
  test.each([
    ['documents alone', { policies: [administratorAccess] }, 'allowed', ['documents']],
    ['no policy', {}, 'denied', ['documents']],
    [
      'one of two resources only',
      { policies: [named('P', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::a' })] },
      'denied',
      ['documents'],
    ],
    ['nothing to go by', { policies: [unreadable] }, 'unknown', []],
    [
      'simulation where documents cannot be read',
      { policies: [unreadable], simulation: simulated('allowed') },
      'allowed',
      ['simulation'],
    ],
    [
      'simulated denial where documents cannot be read',
      { policies: [unreadable], simulation: simulated('implicitDeny') },
      'denied',
      ['simulation'],
    ],
    [
      'both agree',
      { policies: [administratorAccess], simulation: simulated('allowed') },
      'allowed',
      ['documents', 'simulation'],
    ],
    [
      'they contradict each other',
      { policies: [administratorAccess], simulation: simulated('implicitDeny') },
      'unknown',
      ['documents', 'simulation'],
    ],
    ['the other way round', { simulation: simulated('allowed') }, 'unknown', ['documents', 'simulation']],
    [
      'the organization refuses',
      { policies: [administratorAccess], simulation: simulated('implicitDeny', { allowedByOrganization: false }) },
      'denied',
      ['simulation'],
    ],
    [
      'the simulator lacks a key',
      { policies: [unreadable], simulation: simulated('allowed', { missingContext: ['aws:SourceIp'] }) },
      'unknown',
      [],
    ],
    [
      'the simulator denies for want of a key',
      {
        policies: [unreadable],
        simulation: simulated('explicitDeny', { missingContext: ['aws:MultiFactorAuthPresent'] }),
      },
      'unknown',
      [],
    ],
    [
      'the simulator lacks a key that is known to be absent',
      { policies: [unreadable], simulation: simulated('allowed', { missingContext: ['aws:calledvia'] }) },
      'allowed',
      ['simulation'],
    ],
    [
      'a refusal seen',
      {
        policies: [administratorAccess],
        refusals: [{ action: 's3:CreateBucket', resource: 'arn:aws:s3:::a', reason: 'unsaid', message: 'no' }],
      },
      'denied',
      ['access denied when looking'],
    ],
    [
      'a refusal elsewhere',
      {
        policies: [administratorAccess],
        refusals: [{ action: 's3:CreateBucket', resource: 'arn:aws:s3:::z', reason: 'unsaid', message: 'no' }],
      },
      'allowed',
      ['documents'],
    ],
  ] as const)('%s', (_, facts, verdict, evidence) => {
    expect(judge(facts, one)).toMatchObject([{ verdict, evidence }])
  })

  test('a disagreement is put in words', () => {
    const [verdict] = judge({ policies: [administratorAccess], simulation: simulated('explicitDeny') }, one)
    expect(verdict?.disagreement).toMatch(/documents say allowed .* simulator says denied/)
  })

  test('are grouped by service, missing first', () => {
    const groups = groupByService(judge({ policies: [powerUserAccess] }))
    expect(groups[0]).toMatchObject({ service: 'iam', title: 'IAM' })
    expect(groups[0]?.verdicts[0]?.verdict).toBe('denied')
    expect(groups.map(({ service }) => service).toSorted()).toEqual(
      ['apigateway', 'bedrock', 'cloudfront', 'dynamodb', 'iam', 'lambda', 'logs', 's3', 'sts', 'tag'].toSorted(),
    )
    for (const { counts, verdicts } of groups) {
      expect(counts.allowed + counts.denied + counts.unknown).toBe(verdicts.length)
    }
  })

  test('take under 50 ms for all actions against ten policies', () => {
    const policies = Array.from({ length: 10 }, (_, index) => ({
      name: `P${index}`,
      document: leastPrivilegePolicy(names),
    }))
    judge({ policies })
    // Processor time: other programs on the machine do not count.
    const runs = Array.from({ length: 15 }, () => {
      const before = process.cpuUsage()
      judge({ policies })
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    })
    expect(runs.toSorted((a, b) => a - b)[7]).toBeLessThan(50)
  })
})

describe('what the verdicts mean', () => {
  test('administrators and the published policy suffice', () => {
    for (const policies of [[administratorAccess], [{ name: 'deployer', document: leastPrivilegePolicy(names) }]]) {
      expect(assessPermissions(judge({ policies }))).toMatchObject({ outcome: 'sufficient', blocks: false })
    }
  })

  test('PowerUserAccess, when it can be read, lacks exactly IAM', () => {
    const { outcome, blocks, missing } = assessPermissions(judge({ policies: [powerUserAccess] }))
    expect({ outcome, blocks }).toEqual({ outcome: 'insufficient', blocks: true })
    expect(new Set(missing.map(({ service }) => service))).toEqual(new Set(['iam']))
    expect(missing.map(({ action }) => action)).toEqual(expect.arrayContaining(['iam:CreateRole', 'iam:PassRole']))
  })

  test('PowerUserAccess, when it cannot look, is blocked on what was seen, and says what was not shown', () => {
    const found = assessPermissions(judge({ policies: [unreadable], refusals: [refusedGetRole] }))
    expect(found).toMatchObject({ outcome: 'blind', blocks: true })
    expect(found.missing.map(({ action }) => action)).toEqual(['iam:GetRole'])
    expect(found.notShown.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['iam:CreateRole', 'iam:PassRole']),
    )
    const text = found.sentences.join('\n')
    expect(text).toContain('Not shown to be allowed: iam:CreateRole, iam:PassRole')
    expect(text).toContain('PowerUserAccess')
  })

  test('a deployer who may not look at itself is not blocked on a guess', () => {
    const answered = [{ action: 'iam:GetRole', resource: role }]
    const found = assessPermissions(judge({ policies: [unreadable], answered }))
    expect(found).toMatchObject({ outcome: 'uncertain', blocks: false, missing: [] })
    expect(found.sentences.join()).toContain('Could not be decided')
  })

  test('what only inspection needs does not block', () => {
    const own = statementsWithout('SelfInspection')
    expect(assessPermissions(judge({ policies: [own] }))).toMatchObject({ outcome: 'sufficient' })
  })

  test.each(['AppBuckets', 'Tables', 'Layer', 'PassFunctionRole', 'HttpApi', 'CloudFront'])(
    'without the statement %s it is insufficient',
    (sid) => {
      expect(assessPermissions(judge({ policies: [statementsWithout(sid)] }))).toMatchObject({
        outcome: 'insufficient',
      })
    },
  )
})

function statementsWithout(sid: string) {
  const { Statement } = leastPrivilegePolicy(names)
  return named('part', ...[Statement].flat().filter(({ Sid }) => Sid !== sid))
}

describe('refusals', () => {
  test.each([
    ['because no identity-based policy allows the iam:GetRole action', 'not-allowed'],
    ['with an explicit deny in an identity-based policy', 'explicit-deny'],
    ['with an explicit deny in a permissions boundary', 'boundary'],
    ['because no permissions boundary allows the iam:GetRole action', 'boundary'],
    ['with an explicit deny in a service control policy', 'organization'],
    ['because no session policy allows the iam:GetRole action', 'session'],
    ['', 'unsaid'],
  ])('%s: %s', (ending, reason) => {
    const message = `User: arn:aws:iam::1:user/ann is not authorized to perform: iam:GetRole on resource: ${role} ${ending}`
    expect(readRefusal(message, { action: 'x:Y', resource: '*' })).toEqual({
      action: 'iam:GetRole',
      resource: role,
      reason,
      message,
    })
  })

  test('what AWS leaves out comes from the question', () => {
    expect(readRefusal('Access Denied', { action: 's3:ListBucket', resource: 'arn:aws:s3:::b' })).toMatchObject({
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::b',
    })
  })
})
