import { describe, expect, test } from 'vitest'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { type PermissionFacts, verdictsFor } from '../../source/permissions/verdicts.ts'
import { callerContext } from '../../source/services/aws/caller-context.ts'
import { ownInspection } from '../../source/services/aws/own-inspection.ts'
import { type Principal, parsePrincipal } from '../../source/services/aws/principal.ts'
import { requestedRegion, withRequestedRegion } from '../../source/services/aws/requested-region.ts'
import { withUnseenLimits } from '../../source/services/aws/unseen-limits.ts'
import { administratorAccess, names } from './policies.ts'

const user = parsePrincipal('arn:aws:iam::123456789012:user/team/ann')
const role = parsePrincipal('arn:aws:sts::123456789012:assumed-role/ci/run-1')
const roleArn = 'arn:aws:iam::123456789012:role/build/ci'
const federated = parsePrincipal('arn:aws:sts::123456789012:federated-user/guest')
const needed = neededActions(names, ['deploy', 'inspection'])
const told = () => true
const untold = () => false

const inspecting = (rows: readonly (typeof needed)[number][]) =>
  rows.filter(({ features }) => features.every((feature) => feature === 'inspection'))
const actionsOf = (rows: readonly (typeof needed)[number][]) => inspecting(rows).map(({ action }) => action)

/** A caller with a session's credentials. */
const by = (principal: Principal) => ({ principal, region: 'eu-central-1', isTemporary: true })

describe('what one has to see of oneself', () => {
  test('a user: himself, his groups, the policies, and nothing of roles', () => {
    const rows = ownInspection(needed, user, { arn: user.arn, groupCount: 1, isTold: untold })
    expect(actionsOf(rows).filter((action) => /Role/.test(action))).toEqual([])
    const resources = Object.fromEntries(inspecting(rows).map(({ action, resources }) => [action, resources]))
    expect(resources).toMatchObject({
      'iam:GetUser': [user.arn],
      'iam:ListGroupsForUser': [user.arn],
      'iam:SimulatePrincipalPolicy': [user.arn],
      'iam:GetGroupPolicy': ['*'],
      'iam:GetPolicyVersion': ['*'],
    })
  })

  test('a user without groups: nothing of groups but that there are none', () => {
    const rows = ownInspection(needed, user, { arn: user.arn, groupCount: 0, isTold: untold })
    expect(actionsOf(rows).filter((action) => /Group/.test(action))).toEqual(['iam:ListGroupsForUser'])
  })

  test('a role: itself and the policies, nothing of users and groups', () => {
    const rows = ownInspection(needed, role, { arn: roleArn, isTold: untold })
    expect(actionsOf(rows).filter((action) => /User|Group/.test(action))).toEqual([])
    expect(inspecting(rows).find(({ action }) => action === 'iam:GetRole')?.resources).toEqual([roleArn])
  })

  test('a role whose path is not known: only what AWS said just now', () => {
    const resourcesOf = (isTold: () => boolean) =>
      inspecting(ownInspection(needed, role, { arn: undefined, isTold })).find(({ action }) => action === 'iam:GetRole')
        ?.resources
    expect(resourcesOf(told)).toEqual(['*'])
    expect(resourcesOf(untold)).toEqual([])
  })

  test('what the deployment needs stays as it is', () => {
    const rows = ownInspection(needed, role, { arn: roleArn, isTold: untold })
    const others = (all: typeof rows) => all.filter((row) => !inspecting([row]).length)
    expect(others(rows)).toEqual(others(needed))
    expect(ownInspection(needed, federated, { arn: undefined, isTold: untold })).toEqual(needed)
  })
})

const topic = (region: string) => `arn:aws:sns:${region}:123456789012:twin-dev-alarms`

test.each([
  ['iam:CreateRole', roleArn, 'aws', 'us-east-1'],
  ['cloudfront:CreateDistribution', '*', 'aws', 'us-east-1'],
  ['acm:RequestCertificate', '*', 'aws', 'us-east-1'],
  ['s3:CreateBucket', 'arn:aws:s3:::twin', 'aws', 'eu-central-1'],
  ['sns:CreateTopic', topic('us-east-1'), 'aws', 'us-east-1'],
  ['sns:CreateTopic', topic('eu-central-1'), 'aws', 'eu-central-1'],
  // No call of its own: it is checked within lambda:CreateFunction.
  ['iam:PassRole', roleArn, 'aws', 'eu-central-1'],
  ['iam:CreateRole', roleArn, 'aws-cn', 'cn-north-1'],
  ['iam:CreateRole', roleArn, 'aws-us-gov', 'us-gov-west-1'],
])('%s on %s in %s is asked of %s', (action, resource, partition, expected) => {
  expect(requestedRegion(action, resource, { partition, region: 'eu-central-1' })).toBe(expected)
})

test('an action in two regions is two questions', () => {
  const row = {
    action: 'sns:CreateTopic',
    service: 'sns',
    features: ['deploy'],
    for: '',
    resources: [topic('eu-central-1'), topic('us-east-1')],
    context: { 'aws:ResourceTag/x': 'y' },
  } as const
  expect(withRequestedRegion([row], { partition: 'aws', region: 'eu-central-1' })).toEqual(
    ['eu-central-1', 'us-east-1'].map((region) => ({
      ...row,
      resources: [topic(region)],
      context: { 'aws:RequestedRegion': region, 'aws:ResourceTag/x': 'y' },
    })),
  )
})

describe('what each request of an identity carries', () => {
  test('of a user', () => {
    const known = { arn: user.arn, isArnWhole: true, userId: 'AIDA1' }
    expect(callerContext(by(user), known)).toMatchObject({
      'aws:PrincipalArn': user.arn,
      'aws:PrincipalType': 'User',
      'aws:username': 'ann',
      'aws:userid': 'AIDA1',
    })
  })

  test('of a role whose path is not known: no ARN rather than a wrong one', () => {
    const context = callerContext(by(role), { arn: role.arn, isArnWhole: false })
    expect(Object.keys(context)).not.toContain('aws:PrincipalArn')
    expect(context).toMatchObject({ 'aws:PrincipalType': 'AssumedRole', 'aws:username': null })
    expect(callerContext(by(role), { arn: roleArn, isArnWhole: true })).toMatchObject({
      'aws:PrincipalArn': roleArn,
    })
  })

  test('of a federated user', () => {
    const context = callerContext(by(federated), { arn: federated.arn, isArnWhole: true })
    expect(context).toMatchObject({ 'aws:PrincipalType': 'FederatedUser', 'aws:PrincipalArn': federated.arn })
  })
})

describe('limits that nobody can read', () => {
  const createRole = needed.filter(({ action }) => action === 'iam:CreateRole')
  const simulated = createRole.flatMap(({ action, resources }) =>
    resources.map((resource) => ({ action, resource, decision: 'allowed' as const, missingContext: [] })),
  )
  const refusal = (reason: 'session' | 'organization') => [
    { action: 'iam:GetUser', resource: '*', reason, message: 'refused' },
  ]
  const facts: PermissionFacts = { policies: [administratorAccess], context: {}, simulation: simulated }
  const verdictOf = (given: PermissionFacts) => verdictsFor(createRole, withUnseenLimits(given))[0]

  test('there are none until a refusal names one', () => {
    expect(withUnseenLimits(facts)).toBe(facts)
    expect(verdictOf(facts)?.verdict).toBe('allowed')
  })

  test('a session policy leaves in doubt what documents and simulator allow', () => {
    const verdict = verdictOf({ ...facts, refusals: refusal('session') })
    expect(verdict).toMatchObject({ verdict: 'unknown' })
    expect(verdict?.because).toContain('session policy')
  })

  test('beside a boundary as well', () => {
    const boundary = { ...administratorAccess, name: 'Boundary' }
    expect(verdictOf({ ...facts, boundary, refusals: refusal('session') })?.verdict).toBe('unknown')
  })

  test('what no policy allows stays denied', () => {
    expect(verdictOf({ policies: [], context: {}, refusals: refusal('session') })?.verdict).toBe('denied')
  })

  test('the simulator sees those of an organization, the documents do not', () => {
    const refusals = refusal('organization')
    expect(verdictOf({ ...facts, refusals })).toMatchObject({ verdict: 'allowed', evidence: ['simulation'] })
    expect(verdictOf({ policies: [administratorAccess], context: {}, refusals })?.verdict).toBe('unknown')
  })
})
