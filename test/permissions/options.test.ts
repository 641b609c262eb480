import { describe, expect, test } from 'vitest'
import { projectNameLimit } from '../../source/names.ts'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { neededActions, neededTable } from '../../source/permissions/needed-actions.ts'
import { type RequestContext, statementsOf } from '../../source/permissions/policy.ts'
import { managedPolicyLimit, minifiedLength, splitPolicy } from '../../source/permissions/policy-size.ts'
import { plainShape, type Shape, uniteShapes } from '../../source/permissions/shape.ts'
import { names } from './policies.ts'

const boundary = 'arn:aws:iam::123456789012:policy/boundary'
const everything: Shape = {
  options: ['domain', 'alarms', 'accessLogs', 'boundary'],
  zones: ['Z1'],
  domains: ['twin.example.com'],
  boundaries: [boundary],
  isAlwaysBounded: true,
}
const features = ['deploy', 'bootstrap', 'teardown', 'inspection', 'bedrock'] as const

const deployerOf =
  (shape: Shape) =>
  (action: string, resource: string, context: RequestContext = {}) =>
    evaluate({
      identityPolicies: [{ name: 'deployer', document: leastPrivilegePolicy(names, shape) }],
      request: { action, resource, context, contextIsComplete: true },
    }).verdict

const optional = ['acm', 'route53', 'cloudwatch', 'sns']
const actionsOf = (shape: Shape) => statementsOf(leastPrivilegePolicy(names, shape)).flatMap(({ Action }) => Action)
const record = 'route53:ChangeResourceRecordSetsNormalizedRecordNames'
const role = 'arn:aws:iam::123456789012:role/digital-twin-dev-api'

describe('a project that turns nothing on', () => {
  test('asks for nothing of it', () => {
    const used = actionsOf(plainShape).filter((action) => optional.includes(String(action).split(':')[0] ?? ''))
    expect(used).toEqual([])
    for (const action of ['logs:CreateLogDelivery', 'iam:PutRolePermissionsBoundary']) {
      expect(actionsOf(plainShape)).not.toContain(action)
    }
  })

  test('has one statement for its role', () => {
    const statements = statementsOf(leastPrivilegePolicy(names)).map(({ Sid }) => Sid)
    expect(statements).toContain('FunctionRole')
    expect(statements).not.toContain('BoundedRole')
  })
})

describe('a project that turns everything on', () => {
  const asDeployer = deployerOf(everything)

  test.each(
    neededActions(names, features, everything).flatMap(({ action, resources, context }) =>
      resources.map((resource) => ({ action, resource, context })),
    ),
  )('is allowed $action on $resource', ({ action, resource, context }) => {
    expect(asDeployer(action, resource, context)).toBe('allowed')
  })

  test('is asked for every action of the table', () => {
    const asked = new Set(neededActions(names, features, everything).map(({ action }) => action))
    expect(neededTable.filter(({ action }) => !asked.has(action))).toEqual([])
  })

  test.each([
    ['cloudwatch:PutMetricAlarm', 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:digital-twin-dev-transfer'],
    ['sns:Subscribe', 'arn:aws:sns:us-east-1:123456789012:digital-twin-dev-alarms'],
  ])('reaches us-east-1 for %s', (action, resource) => {
    expect(asDeployer(action, resource)).toBe('allowed')
  })

  test.each([
    ['cloudwatch:DeleteAlarms', 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:orders', {}],
    ['sns:DeleteTopic', 'arn:aws:sns:eu-central-1:123456789012:orders', {}],
    ['route53:ListResourceRecordSets', 'arn:aws:route53:::hostedzone/Z2', {}],
    ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1', { [record]: 'www.example.com' }],
    [
      'route53:ChangeResourceRecordSets',
      'arn:aws:route53:::hostedzone/Z1',
      { [record]: ['twin.example.com', 'www.example.com'] },
    ],
    ['acm:RequestCertificate', '*', { 'acm:DomainNames': 'example.com' }],
    ['acm:DeleteCertificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/1', {}],
    ['iam:CreateRole', role, {}],
    ['iam:PutRolePolicy', role, { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/other' }],
    ['iam:DeleteRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': boundary }],
  ])('is denied %s on %s with %j', (action, resource, context) => {
    expect(asDeployer(action, resource, context)).toBe('denied')
  })

  test('proves its domain by a record below it', () => {
    const proof = { [record]: '_3f2a.twin.example.com' }
    expect(asDeployer('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z1', proof)).toBe('allowed')
  })

  test('has two policies of a length that IAM takes, even with the longest names', () => {
    const longest = {
      projectName: 'a'.repeat(projectNameLimit),
      region: 'ap-southeast-2',
      account: '123456789012',
      partition: 'aws-us-gov',
    }
    const shape = {
      ...everything,
      zones: ['Z'.repeat(32)],
      domains: [`${'a'.repeat(52)}.example.com`],
      boundaries: [`arn:aws-us-gov:iam::123456789012:policy/${'b'.repeat(128)}`],
    }
    const parts = splitPolicy(leastPrivilegePolicy(longest, shape))
    expect(parts).toHaveLength(2)
    for (const part of parts) expect(minifiedLength(part)).toBeLessThanOrEqual(managedPolicyLimit)
    const sids = parts.flatMap((part) => statementsOf(part).map(({ Sid }) => Sid))
    expect(new Set(sids).size).toBe(sids.length)
  })
})

describe('several environments', () => {
  test('get what any of them needs, and the boundary is a must only where all have one', () => {
    const alarms: Shape = { ...plainShape, options: ['alarms'] }
    const together = uniteShapes([plainShape, everything, alarms])
    expect(together).toMatchObject({ zones: ['Z1'], domains: ['twin.example.com'], isAlwaysBounded: false })
    expect(together.options).toHaveLength(4)
    const asDeployer = deployerOf(together)
    expect(asDeployer('iam:CreateRole', role)).toBe('allowed')
    expect(asDeployer('iam:PutRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': boundary })).toBe('allowed')
    expect(asDeployer('iam:PutRolePermissionsBoundary', role, { 'iam:PermissionsBoundary': 'arn:other' })).toBe(
      'denied',
    )
  })

  test('of which nothing is known closer may use any zone and domain', () => {
    const asDeployer = deployerOf({ ...plainShape, options: ['domain'] })
    expect(asDeployer('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z9')).toBe('allowed')
    expect(asDeployer('acm:RequestCertificate', '*')).toBe('allowed')
  })
})
