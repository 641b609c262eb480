import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { simulatePrincipal } from '../../source/services/aws/simulate.ts'
import { makeClient } from './iam-account.ts'

const principal = 'arn:aws:iam::123456789012:user/ann'
let server: Server | undefined

/** An IAM that answers each call with the next body; remembers what it was asked. */
async function startIam(answer: (form: URLSearchParams) => { status?: number; body: string }) {
  const calls: URLSearchParams[] = []
  const created = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const form = new URLSearchParams(text)
      calls.push(form)
      const { status = 200, body } = answer(form)
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
    })
  })
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  const client = makeClient(`http://127.0.0.1:${(created.address() as AddressInfo).port}`)
  return { calls, client }
}

afterEach(async () => {
  const running = server
  if (running) {
    running.closeAllConnections()
    await new Promise((resolve) => running.close(resolve))
  }
  server = undefined
})

const page = (members: string, more = '<IsTruncated>false</IsTruncated>') =>
  `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>${more}<EvaluationResults>${members}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`

const member = (action: string, resource: string, decision: string, more = '') =>
  `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${resource}</EvalResourceName><EvalDecision>${decision}</EvalDecision>${more}</member>`

test('follows pages and gives a decision for each action and resource', async () => {
  const { client, calls } = await startIam((form) =>
    form.get('Marker') === 'next'
      ? {
          body: page(
            member(
              'iam:PassRole',
              'arn:x',
              'implicitDeny',
              '<MissingContextValues><member>aws:SourceIp</member></MissingContextValues>',
            ),
          ),
        }
      : {
          body: page(
            member(
              'iam:GetRole',
              'arn:x',
              'allowed',
              '<MatchedStatements><member><SourcePolicyId>Team</SourcePolicyId></member></MatchedStatements>',
            ),
            '<IsTruncated>true</IsTruncated><Marker>next</Marker>',
          ),
        },
  )
  const decisions = await simulatePrincipal(
    client,
    principal,
    [
      { action: 'iam:GetRole', resources: ['arn:x'] },
      { action: 'iam:PassRole', resources: ['arn:x'] },
    ],
    { 'aws:RequestedRegion': 'eu-central-1', 'aws:SecureTransport': 'true', 'aws:username': null },
  )
  client.destroy()
  expect(decisions).toEqual([
    { action: 'iam:GetRole', resource: 'arn:x', decision: 'allowed', policy: 'Team', missingContext: [] },
    { action: 'iam:PassRole', resource: 'arn:x', decision: 'implicitDeny', missingContext: ['aws:SourceIp'] },
  ])
  expect(calls.map((form) => form.get('ActionNames.member.2'))).toEqual(['iam:PassRole', 'iam:PassRole'])
  expect(calls[0]?.get('PolicySourceArn')).toBe(principal)
  expect(calls[0]?.get('ContextEntries.member.1.ContextKeyName')).toBe('aws:RequestedRegion')
  expect(calls[0]?.get('ContextEntries.member.2.ContextKeyType')).toBe('boolean')
  expect(calls[0]?.get('ContextEntries.member.3.ContextKeyName')).toBeNull()
})

test('puts the same resources and context together, and cuts long lists', async () => {
  const { client, calls } = await startIam(() => ({ body: page('') }))
  const many = Array.from({ length: 150 }, (_, index) => ({
    action: `s3:Action${index}`,
    resources: ['arn:a', 'arn:b'],
  }))
  const pass = {
    action: 'iam:PassRole',
    resources: ['arn:r'],
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  }
  await simulatePrincipal(client, principal, [...many, pass, many[0] as (typeof many)[number]], {})
  client.destroy()
  const sizes = calls.map((form) => [...form.keys()].filter((key) => key.startsWith('ActionNames')).length)
  expect(sizes.toSorted((a, b) => a - b)).toEqual([1, 50, 100])
  const passed = calls.find((form) => form.get('ActionNames.member.1') === 'iam:PassRole')
  expect(passed?.get('ContextEntries.member.1.ContextKeyValues.member.1')).toBe('lambda.amazonaws.com')
})

test('reads results that list their resources, and what the organization says', async () => {
  const specific = ['arn:a:allowed', 'arn:b:explicitDeny'].map((text) => {
    const [resource, decision] = [text.slice(0, 5), text.slice(6)]
    return `<member><EvalResourceName>${resource}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`
  })
  const { client } = await startIam(() => ({
    body: page(
      member(
        's3:GetObject',
        '*',
        'implicitDeny',
        `<OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail><ResourceSpecificResults>${specific.join('')}</ResourceSpecificResults>`,
      ),
    ),
  }))
  const request = { action: 's3:GetObject', resources: ['arn:a', 'arn:b'] }
  const shared = { action: 's3:GetObject', allowedByOrganization: false, missingContext: [] }
  expect(await simulatePrincipal(client, principal, [request], {})).toEqual([
    { ...shared, resource: 'arn:a', decision: 'allowed' },
    { ...shared, resource: 'arn:b', decision: 'explicitDeny' },
  ])
  client.destroy()
})

test('what is no decision is none', async () => {
  const { client } = await startIam(() => ({ body: page(member('iam:GetRole', 'arn:x', 'maybe')) }))
  expect(await simulatePrincipal(client, principal, [{ action: 'iam:GetRole', resources: ['arn:x'] }], {})).toEqual([])
  client.destroy()
})

test.each([
  ['without a list', page('').replace(/<EvaluationResults>.*<\/EvaluationResults>/, '')],
  ['that breaks off', page('', '<IsTruncated>true</IsTruncated>')],
])('an answer %s is none', async (_, body) => {
  const { client } = await startIam(() => ({ body }))
  expect(await simulatePrincipal(client, principal, [{ action: 'a:B', resources: ['*'] }], {})).toBeUndefined()
  client.destroy()
})

test.each([
  [403, 'AccessDenied'],
  [400, 'InvalidInput'],
  [400, 'Throttling'],
])('%i %s: it could not be simulated', async (status, code) => {
  const { client } = await startIam(() => ({
    status,
    body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
  }))
  expect(await simulatePrincipal(client, principal, [{ action: 'a:B', resources: ['*'] }], {})).toBeUndefined()
  client.destroy()
})

test('expired credentials are an error', async () => {
  const { client } = await startIam(() => ({
    status: 403,
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>expired</Message></Error></ErrorResponse>',
  }))
  await expect(simulatePrincipal(client, principal, [{ action: 'a:B', resources: ['*'] }], {})).rejects.toThrow(
    'expired',
  )
  client.destroy()
})
