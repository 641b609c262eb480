import type { IAMClient } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assessPermissions } from '../../source/permissions/assess-permissions.ts'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { isReadable } from '../../source/permissions/policy.ts'
import { verdictsFor } from '../../source/permissions/verdicts.ts'
import { parsePrincipal } from '../../source/services/aws/principal.ts'
import { readPrincipalPolicies } from '../../source/services/aws/principal-policies.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { createAnn, createCiRole, createPowerUser, makeClient } from './iam-account.ts'
import { names } from './policies.ts'

const ann = parsePrincipal('arn:aws:iam::123456789012:user/team/ann')
const ci = parsePrincipal('arn:aws:sts::123456789012:assumed-role/ci/run-1')

let moto: Moto
let root: IAMClient
let powerKey: { accessKeyId: string; secretAccessKey: string }

/** How many requests followed upon each other: those that began after the answers of the one before. */
function countWaves(client: IAMClient) {
  let finished = 0
  let requests = 0
  client.middlewareStack.add(
    (next) => async (args) => {
      const wave = finished + 1
      requests++
      try {
        return await next(args)
      } finally {
        finished = Math.max(finished, wave)
      }
    },
    { step: 'initialize' },
  )
  return () => ({ waves: finished, requests })
}

beforeAll(async () => {
  moto = await startMoto({ MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' })
  root = makeClient(moto.endpoint)
  await createAnn(root)
  await createCiRole(root)
  powerKey = await createPowerUser(root)
}, 60_000)

afterAll(async () => {
  root?.destroy()
  await moto?.stop()
})

/** From here on the account checks permissions, for this many further requests not yet. */
const enforce = (free: number) => fetch(`${moto.endpoint}/moto-api/reset-auth`, { method: 'POST', body: String(free) })

test('reads everything about a user in three waves', async () => {
  const client = makeClient(moto.endpoint)
  const count = countWaves(client)
  const found = await readPrincipalPolicies(client, ann)
  client.destroy()
  expect(found.policies.map(({ name, origin }) => `${name}: ${origin}`)).toEqual([
    'PowerUserAccess: attached to the group staff',
    'Team: attached to the group staff',
    'Own: attached to the user',
    'Queue: inline in the group staff',
    'Notes & more: inline in the user',
  ])
  expect(found.policies.every(isReadable)).toBe(true)
  expect(found).toMatchObject({ arn: 'arn:aws:iam::123456789012:user/team/ann', refusals: [] })
  expect(found.boundary).toBeUndefined()
  expect(count().waves).toBe(3)
})

test.each([
  ['s3:ListBucket', 'allowed', 'both'],
  ['lambda:InvokeFunction', 'denied', 'the boundary'],
  ['iam:GetRole', 'allowed', 'the inline policy'],
  ['iam:CreateRole', 'denied', 'the boundary'],
])('what was read of a role decides %s: %s by %s', async (action, verdict) => {
  const { policies, boundary } = await readPrincipalPolicies(root, ci)
  expect(evaluate({ identityPolicies: policies, boundary, request: { action, resource: '*' } }).verdict).toBe(verdict)
})

test('takes the version of a policy that is in force', async () => {
  const { policies } = await readPrincipalPolicies(root, ann)
  expect(policies.find(({ name }) => name === 'Own')).toMatchObject({
    document: { Statement: [{ Action: ['s3:ListBucket'] }] },
  })
})

test('finds the path of an assumed role, and its policies', async () => {
  const found = await readPrincipalPolicies(root, ci)
  expect(found.arn).toBe('arn:aws:iam::123456789012:role/build/ci')
  expect(found.policies.map(({ name }) => name)).toEqual(['PowerUserAccess', 'Extra'])
  expect(found.boundary).toMatchObject({ name: 'Boundary', document: { Version: '2012-10-17' } })
})

test('a user that does not exist is in doubt, not an error', async () => {
  const found = await readPrincipalPolicies(root, parsePrincipal('arn:aws:iam::123456789012:user/nobody'))
  expect(found.policies.some((policy) => !isReadable(policy))).toBe(true)
  expect(found.refusals).toEqual([])
  const request = { action: 's3:ListBucket', resource: '*' }
  expect(evaluate({ identityPolicies: found.policies, request }).verdict).toBe('unknown')
})

test('a federated user has policies that nobody can list', async () => {
  const found = await readPrincipalPolicies(root, parsePrincipal('arn:aws:sts::123456789012:federated-user/x'))
  expect(found.policies.some((policy) => !isReadable(policy))).toBe(true)
})

test('no network is an error, not a verdict', async () => {
  const client = makeClient('http://127.0.0.1:1')
  await expect(readPrincipalPolicies(client, ann)).rejects.toThrow()
  client.destroy()
})

test('PowerUserAccess may not look: refusals, and a block that names iam:CreateRole and iam:PassRole', async () => {
  await enforce(0)
  const client = makeClient(moto.endpoint, powerKey)
  const principal = parsePrincipal('arn:aws:iam::123456789012:user/power')
  const found = await readPrincipalPolicies(client, principal, { probeRole: 'digital-twin-dev-api' })
  client.destroy()
  expect(found.refusals.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['iam:GetUser', 'iam:ListAttachedUserPolicies', 'iam:ListGroupsForUser', 'iam:GetRole']),
  )
  expect(found.policies.some(isReadable)).toBe(false)
  const { policies, boundary, refusals, answered } = found
  const facts = { policies, boundary, refusals, answered, context: {} }
  const assessment = assessPermissions(verdictsFor(neededActions(names, ['bootstrap', 'deploy']), facts))
  expect(assessment).toMatchObject({ outcome: 'blind', blocks: true })
  expect(assessment.notShown.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['iam:CreateRole', 'iam:PassRole']),
  )
})
