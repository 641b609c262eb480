import { describe, expect, test } from 'vitest'
import { boundaryProblem, demandedBoundary } from '../../source/permissions/boundary.ts'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { type Statement, statementsOf } from '../../source/permissions/policy.ts'
import { boundedBy, plainShape } from '../../source/permissions/shape.ts'
import { verdictsFor } from '../../source/permissions/verdicts.ts'
import { named, names } from './policies.ts'

const limits = 'arn:aws:iam::123456789012:policy/limits'
const role = 'arn:aws:iam::123456789012:role/digital-twin-dev-api'
const bounded = boundedBy(plainShape, limits)
const free = leastPrivilegePolicy(names)
const limited = leastPrivilegePolicy(names, bounded)

const decide = (action: string, boundary: string | null, document = limited) =>
  evaluate({
    identityPolicies: [{ name: 'deployer', document }],
    request: { action, resource: role, context: { 'iam:PermissionsBoundary': boundary } },
  }).verdict

describe('the policy with a permissions boundary', () => {
  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])(
    'allows %s below that boundary alone',
    (action) => {
      expect(decide(action, limits)).toBe('allowed')
      expect(decide(action, 'arn:aws:iam::123456789012:policy/wider')).toBe('denied')
      expect(decide(action, null)).toBe('denied')
    },
  )

  test.each(['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:GetRole'])(
    'allows %s whatever limits the role',
    (action) => {
      expect(decide(action, null)).toBe('allowed')
    },
  )

  test('lets nobody lift the boundary, or change what it says', () => {
    expect(decide('iam:DeleteRolePermissionsBoundary', limits)).toBe('denied')
    const onLimits = { action: 'iam:CreatePolicyVersion', resource: limits }
    expect(evaluate({ identityPolicies: [{ name: 'deployer', document: limited }], request: onLimits }).verdict).toBe(
      'denied',
    )
  })

  test('says otherwise the same, with no action twice', () => {
    const actions = (document: typeof free) => statementsOf(document).flatMap(({ Action }) => [Action ?? []].flat())
    const added = actions(limited).filter((action) => !actions(free).includes(action))
    expect(added).toEqual(['iam:PutRolePermissionsBoundary'])
    expect(actions(limited)).toHaveLength(actions(free).length + 1)
  })

  const needed = neededActions(names, ['deploy'])
  const deniedTo = (wanted: typeof needed) =>
    verdictsFor(wanted, { policies: [{ name: 'deployer', document: limited }], context: {} })
      .filter(({ verdict }) => verdict !== 'allowed')
      .map(({ action }) => action)

  test('suffices for a deployment whose settings name it, and for no other', () => {
    expect(deniedTo(neededActions(names, ['deploy'], bounded))).toEqual([])
    expect(deniedTo(needed).toSorted()).toEqual(['iam:CreateRole', 'iam:PutRolePolicy'])
  })
})

describe('a boundary that somebody demands', () => {
  const onlyBelow = (operator: string, key: string, value: string | string[]): Statement => ({
    Effect: 'Allow',
    Action: ['iam:Create*'],
    Resource: '*',
    Condition: { [operator]: { [key]: value } },
  })
  test.each([
    ['StringEquals', 'iam:PermissionsBoundary', limits, limits],
    ['ArnLike', 'IAM:permissionsboundary', [limits], limits],
    ['StringNotEquals', 'iam:PermissionsBoundary', limits, undefined],
    ['StringLike', 'iam:PermissionsBoundary', 'arn:aws:iam::123456789012:policy/*', undefined],
    ['StringEquals', 'aws:RequestedRegion', limits, undefined],
  ])('is read from %s %s %j', (operator, key, value, expected) => {
    expect(demandedBoundary([named('company', onlyBelow(operator, key, value))])).toBe(expected)
  })

  test('is none of a Deny, of other actions, or of what cannot be read', () => {
    const condition = { StringEquals: { 'iam:PermissionsBoundary': limits } }
    expect(
      demandedBoundary([
        { name: 'closed', unreadable: 'iam:GetPolicyVersion was refused' },
        named('deny', { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*', Condition: condition }),
        named('users', { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*', Condition: condition }),
      ]),
    ).toBeUndefined()
  })
})

test.each([
  [limits, true],
  ['arn:aws-cn:iam::aws:policy/PowerUserAccess', true],
  ['arn:aws:iam::123456789012:role/limits', false],
  ['limits', false],
  [`${limits}\nx`, false],
])('%j is an ARN of a policy: %s', (text, isOne) => {
  expect(boundaryProblem(text) === undefined).toBe(isOne)
})
