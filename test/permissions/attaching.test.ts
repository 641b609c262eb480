import { describe, expect, test } from 'vitest'
import { allowedAll, leftAfterAttaching, mayAttach } from '../../source/permissions/attaching.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { requestContext } from '../../source/permissions/request-context.ts'
import type { PermissionFacts } from '../../source/permissions/verdicts.ts'
import { administratorAccess, named, names, powerUserAccess } from './policies.ts'

const arn = 'arn:aws:iam::123456789012:user/team/ann'
const policyArns = ['arn:aws:iam::123456789012:policy/digital-twin-deploy']
const context = requestContext({ principalArn: arn, account: names.account, region: names.region, userName: 'ann' })
const factsOf = (...policies: PermissionFacts['policies']): PermissionFacts => ({ policies, context })
const iamFull = named('IAMFullAccess', { Effect: 'Allow', Action: 'iam:*', Resource: '*' })
const may = (facts: PermissionFacts) => allowedAll(mayAttach({ kind: 'user', arn, policyArns }, facts))

describe('who may attach the policy to itself', () => {
  test.each([
    ['an administrator', factsOf(administratorAccess), true],
    ['IAMFullAccess', factsOf(iamFull), true],
    ['PowerUserAccess', factsOf(powerUserAccess), false],
    ['nobody whose policies cannot be read', factsOf({ name: 'x', unreadable: 'iam:GetPolicy was refused' }), false],
    [
      'not who may only attach what AWS publishes',
      factsOf(
        named(
          'aws only',
          { Effect: 'Allow', NotAction: 'iam:AttachUserPolicy', Resource: '*' },
          {
            Effect: 'Allow',
            Action: 'iam:AttachUserPolicy',
            Resource: '*',
            Condition: { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/*' } },
          },
        ),
      ),
      false,
    ],
    [
      'who may change only its own',
      factsOf(named('self', { Effect: 'Allow', Action: 'iam:*', Resource: [arn, `${policyArns[0]}`] })),
      true,
    ],
    [
      'not who is denied one of it',
      factsOf(iamFull, named('no', { Effect: 'Deny', Action: 'iam:DeletePolicyVersion', Resource: '*' })),
      false,
    ],
    [
      'not where everybody needs a boundary that this one lacks',
      factsOf(
        named('below', {
          Effect: 'Allow',
          Action: 'iam:*',
          Resource: '*',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/limits' } },
        }),
      ),
      false,
    ],
  ])('%s', (_, facts, expected) => {
    expect(may(facts)).toBe(expected)
  })

  test('of a role the role’s own actions are asked', () => {
    const role = 'arn:aws:iam::123456789012:role/build/ci'
    const verdicts = mayAttach({ kind: 'role', arn: role, policyArns }, factsOf(iamFull))
    expect(verdicts.find(({ action }) => action === 'iam:AttachRolePolicy')).toMatchObject({
      resource: role,
      verdict: 'allowed',
    })
    expect(verdicts.some(({ action }) => action.includes('User'))).toBe(false)
  })
})

describe('what is still denied afterwards', () => {
  const needed = neededActions(names, ['deploy', 'bootstrap'])
  const documents = [leastPrivilegePolicy(names)]
  const left = (facts: PermissionFacts) => leftAfterAttaching(needed, facts, documents).map(({ action }) => action)

  test('is nothing, where only an Allow was missing', () => {
    expect(left(factsOf(iamFull))).toEqual([])
  })

  test('is what a Deny says', () => {
    const deny = named('guard', { Effect: 'Deny', Action: 'logs:CreateLogGroup', Resource: '*' })
    expect(left(factsOf(iamFull, deny))).toEqual(['logs:CreateLogGroup'])
  })

  test('is what a boundary does not reach', () => {
    const boundary = named('limits', { Effect: 'Allow', NotAction: 'lambda:*', Resource: '*' })
    const found = left({ ...factsOf(iamFull), boundary })
    expect(found.length).toBeGreaterThan(5)
    expect(found.every((action) => action.startsWith('lambda:'))).toBe(true)
  })

  test('is what the organization refuses, and not what was simulated or refused before', () => {
    const [first] = needed.find(({ action }) => action === 's3:CreateBucket')?.resources ?? []
    const resource = first ?? ''
    const facts: PermissionFacts = {
      ...factsOf(iamFull),
      refusals: [{ action: 'lambda:GetFunction', resource: '*', reason: 'not-allowed', message: 'no' }],
      simulation: [
        {
          action: 's3:CreateBucket',
          resource,
          decision: 'implicitDeny',
          allowedByOrganization: false,
          missingContext: [],
        },
        { action: 'dynamodb:CreateTable', resource: '*', decision: 'implicitDeny', missingContext: [] },
      ],
    }
    expect(left(facts)).toEqual(['s3:CreateBucket'])
  })
})
