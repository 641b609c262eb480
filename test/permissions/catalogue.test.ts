import { describe, expect, test } from 'vitest'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { neededTable } from '../../source/permissions/needed-actions.ts'
import { manyOf, statementsOf } from '../../source/permissions/policy.ts'
import { resourceKind } from '../../source/permissions/resource-kinds.ts'
import type { ReceivedRequest } from '../../source/rehearsal/gateway/call.ts'
import { bedrockRoutes } from '../../source/rehearsal/gateway/classify/bedrock.ts'
import { cloudfrontRoutes } from '../../source/rehearsal/gateway/classify/cloudfront.ts'
import { lambdaRoutes } from '../../source/rehearsal/gateway/classify/lambda.ts'
import {
  bucketOperation,
  bucketSubresources,
  objectOperation,
} from '../../source/rehearsal/gateway/classify/s3-operations.ts'
import { findAction, typesOf } from './catalogue.ts'
import { everything, measurement, names } from './measured.ts'

const serviceOf = (action: string) => action.split(':')[0] ?? ''

/** Everything turned on and named, so that every condition is there. */
const limited = {
  ...everything,
  ...{ zones: ['Z1'], domains: ['twin.example.org'], isAlwaysBounded: true },
  boundaries: ['arn:aws:iam::123456789012:policy/limit'],
}

/** Keys that AWS has for every request; other `aws:` keys depend on the action. */
const isGlobal = (key: string) => key.startsWith('aws:') && !/^aws:(RequestTag\/|TagKeys$|ResourceTag\/)/.test(key)

describe.each(neededTable)('$action on $on', ({ action, on }) => {
  const real = findAction(action)
  const { patterns, condition } = resourceKind(on)

  test('is a real action', () => {
    expect(real).toBeDefined()
  })

  test('is limited to what AWS lets it be limited to', () => {
    for (const pattern of patterns(names, limited).filter((each) => each !== '*')) {
      const types = typesOf(serviceOf(action), pattern.replaceAll('*', 'x'))
      expect(
        types.some((type) => real?.resourceTypes.includes(type)),
        `${pattern} is one of ${types.join(', ')}`,
      ).toBe(true)
    }
  })

  test('has the keys of its condition', () => {
    const keys = Object.values(condition?.(limited) ?? {}).flatMap((block) => Object.keys(block))
    expect(keys.filter((key) => !isGlobal(key) && !real?.conditionKeys.includes(key))).toEqual([])
  })
})

describe('the published policy', () => {
  test.each(statementsOf(leastPrivilegePolicy(names, limited)))(
    'has in $Sid only actions that AWS knows',
    ({ Action, Condition }) => {
      const keys = Object.values(Condition ?? {}).flatMap((block) => Object.keys(block))
      for (const action of manyOf(Action)) {
        const real = findAction(action)
        expect(real, action).toBeDefined()
        for (const key of keys.filter((each) => !isGlobal(each))) expect(real?.conditionKeys, action).toContain(key)
      }
    },
  )
})

describe('the rehearsal account asks IAM for real actions', () => {
  const isReal = (action: string) => findAction(action) !== undefined

  test('in everything that was measured', () => {
    expect(measurement.calls.filter(({ action }) => !isReal(action))).toEqual([])
  })

  test('and names resources that the action knows', () => {
    const wrong = measurement.calls.filter(({ action, resource }) => {
      const types = typesOf(serviceOf(action), resource.replaceAll('*', 'x'))
      const possible = findAction(action)?.resourceTypes ?? []
      // Without any, the policy says `*`, which the table's own test sees to; the ARN is what refusals name.
      return possible.length > 0 && resource !== '*' && !possible.some((type) => types.includes(type))
    })
    expect([...new Set(wrong.map(({ action, resource }) => `${action} on ${resource}`))]).toEqual([])
  })

  test.each([
    ['Lambda', lambdaRoutes],
    ['CloudFront', cloudfrontRoutes],
    ['Bedrock', bedrockRoutes],
  ])('for every operation of %s', (_, routes) => {
    const request = {
      ...{ method: 'GET', path: '/', query: new URLSearchParams(), rawUrl: '/', headers: {} },
      ...{ body: Buffer.from(''), service: 'any', region: 'eu-central-1' },
    } satisfies ReceivedRequest
    const parameters = { ModelId: 'eu.amazon.nova-lite-v1:0' }
    const actions = routes.flatMap((route) => route.checks({ request, account: '123456789012', parameters }))
    expect(actions.map(({ action }) => action).filter((action) => !isReal(action))).toEqual([])
  })

  test.each(['GET', 'PUT', 'DELETE'])('for %s of every setting of a bucket', (method) => {
    const names = Object.keys(bucketSubresources).filter((name) => method === 'GET' || name !== 'policyStatus')
    const actions = names.map((name) => `s3:${bucketOperation(method, new URLSearchParams(name)).action}`)
    expect(actions.filter((action) => !isReal(action))).toEqual([])
  })

  test.each([
    ...['acl', 'tagging', 'retention', 'legal-hold', 'attributes'].map((name) => ['GET', name]),
    ...['acl', 'tagging', 'retention', 'legal-hold'].map((name) => ['PUT', name]),
    ['DELETE', 'tagging'],
  ])('for %s of an object’s %s, in any version', (method, name) => {
    for (const query of [name, `${name}&versionId=1`]) {
      const { action } = objectOperation(method, new URLSearchParams(query), false)
      expect(isReal(`s3:${action}`), action).toBe(true)
    }
  })
})
