import { describe, expect, test } from 'vitest'
import {
  dataBucketName,
  frontendBucketName,
  functionName,
  layerName,
  lockTableName,
  logGroupName,
  memoryBucketName,
  projectNameLimit,
  roleName,
  stateBucketName,
  stateObjectKey,
} from '../../source/names.ts'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import type { Feature } from '../../source/permissions/needed/row.ts'
import { neededActions, neededTable } from '../../source/permissions/needed-actions.ts'
import { statementsOf } from '../../source/permissions/policy.ts'
import { managedPolicyLimit, minifiedLength, splitPolicy } from '../../source/permissions/policy-size.ts'
import { names } from './policies.ts'

const features: readonly Feature[] = ['deploy', 'bootstrap', 'teardown', 'inspection', 'bedrock']
const needed = neededActions(names, features)
const policy = leastPrivilegePolicy(names)
const asDeployer = (action: string, resource: string, context: Record<string, string> = {}) =>
  evaluate({
    identityPolicies: [{ name: 'deployer', document: policy }],
    request: { action, resource, context, contextIsComplete: true },
  }).verdict

describe('the permission table', () => {
  test('has every action once per kind of resource and feature', () => {
    const ids = neededTable.flatMap(({ action, on, features: used }) =>
      used.map((feature) => `${action} ${on} ${feature}`),
    )
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('says what each is for in a few words', () => {
    for (const row of neededTable) expect(row.for.length, row.action).toBeLessThan(60)
  })

  test('uses the names of source/names.ts', () => {
    const target = { ...names, environment: 'dev' as const }
    const resources = new Set(needed.flatMap((action) => action.resources))
    const s3 = 'arn:aws:s3:::'
    const buckets = [frontendBucketName(target), dataBucketName(target), memoryBucketName(target)]
    for (const arn of [
      ...buckets.map((bucket) => s3 + bucket),
      s3 + stateBucketName(target.account),
      `${s3}${stateBucketName(target.account)}/${stateObjectKey(target.projectName, 'dev')}`,
      `arn:aws:dynamodb:eu-central-1:123456789012:table/${lockTableName}`,
      `arn:aws:lambda:eu-central-1:123456789012:function:${functionName(target)}`,
      `arn:aws:lambda:eu-central-1:123456789012:layer:${layerName(target)}`,
      `arn:aws:lambda:eu-central-1:123456789012:layer:${layerName(target)}:1`,
      `arn:aws:logs:eu-central-1:123456789012:log-group:${logGroupName(target)}`,
      `arn:aws:iam::123456789012:role/${roleName(target)}`,
    ]) {
      expect(resources, arn).toContain(arn)
    }
  })

  test('gives only what the wanted features need', () => {
    const bootstrap = neededActions(names, ['bootstrap']).map(({ action }) => action)
    expect(bootstrap).toContain('dynamodb:CreateTable')
    expect(bootstrap).not.toContain('lambda:CreateFunction')
  })
})

describe('the least-privilege policy', () => {
  test.each(
    needed.flatMap(({ action, resources, context }) => resources.map((resource) => ({ action, resource, context }))),
  )('allows $action on $resource', ({ action, resource, context }) => {
    expect(asDeployer(action, resource, context as Record<string, string>)).toBe('allowed')
  })

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::somebody-else/secret'],
    ['s3:DeleteBucket', 'arn:aws:s3:::digital-twin-dev-data-999999999999'],
    ['iam:CreateRole', 'arn:aws:iam::123456789012:role/admin'],
    ['iam:AttachRolePolicy', 'arn:aws:iam::123456789012:role/digital-twin-dev-api'],
    ['iam:CreateUser', 'arn:aws:iam::123456789012:user/digital-twin-x'],
    ['lambda:InvokeFunction', 'arn:aws:lambda:eu-central-1:123456789012:function:digital-twin-dev-api'],
    ['lambda:CreateFunction', 'arn:aws:lambda:us-east-1:123456789012:function:digital-twin-dev-api'],
    ['dynamodb:DeleteTable', 'arn:aws:dynamodb:eu-central-1:123456789012:table/orders'],
    ['apigateway:DELETE', 'arn:aws:apigateway:eu-central-1::/restapis/a1'],
  ])('does not allow %s on %s', (action, resource) => {
    expect(asDeployer(action, resource)).toBe('denied')
  })

  test('lets the role be passed to Lambda only', () => {
    const role = 'arn:aws:iam::123456789012:role/digital-twin-dev-api'
    expect(asDeployer('iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' })).toBe('allowed')
    expect(asDeployer('iam:PassRole', role, { 'iam:PassedToService': 'ec2.amazonaws.com' })).toBe('denied')
    expect(asDeployer('iam:PassRole', role)).toBe('denied')
  })

  test('has a Sid of letters and digits for each statement, all different', () => {
    const sids = statementsOf(policy).map(({ Sid }) => Sid)
    expect(new Set(sids).size).toBe(sids.length)
    for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/)
  })

  test('fits one managed policy, even with the longest names', () => {
    const longest = {
      projectName: 'a'.repeat(projectNameLimit),
      region: 'ap-southeast-2',
      account: '123456789012',
      partition: 'aws-us-gov',
    }
    expect(minifiedLength(leastPrivilegePolicy(longest))).toBeLessThanOrEqual(managedPolicyLimit)
  })
})

describe('splitting a policy', () => {
  test('leaves one that fits alone', () => {
    expect(splitPolicy(policy)).toEqual([policy])
  })

  test.each([3000, 1200, 500])('keeps each part within %i characters, and the whole meaning', (limit) => {
    const parts = splitPolicy(policy, limit)
    for (const part of parts) expect(minifiedLength(part)).toBeLessThanOrEqual(limit)
    const identityPolicies = parts.map((document, index) => ({ name: `part ${index}`, document }))
    for (const { action, resources, context } of needed) {
      for (const resource of resources) {
        const request = { action, resource, context, contextIsComplete: true }
        expect(evaluate({ identityPolicies, request }).verdict, `${action} ${resource}`).toBe('allowed')
      }
    }
    const sids = parts.flatMap((part) => statementsOf(part).map(({ Sid }) => Sid))
    expect(new Set(sids).size).toBe(sids.length)
  })

  test('does not count white space', () => {
    const spaced = { Statement: { Sid: 'a  b', Effect: 'Allow', Action: 's3:*', Resource: '*' } } as const
    expect(minifiedLength(spaced)).toBe(
      '{"Statement":{"Sid":"ab","Effect":"Allow","Action":"s3:*","Resource":"*"}}'.length,
    )
  })
})
