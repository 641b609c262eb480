import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isReadable } from '../../source/permissions/policy.ts'
import { parsePrincipal } from '../../source/services/aws/principal.ts'
import { readPrincipalPolicies } from '../../source/services/aws/principal-policies.ts'
import { simulatePrincipal } from '../../source/services/aws/simulate.ts'
import { accountArn, administrate, allow, document } from '../rehearsal/support/account-admin.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'
import { serve } from '../support/aws-at.ts'

let account: TestAccount
let admin: ReturnType<typeof administrate>

const thrice = async (make: (number: number) => Promise<unknown>) => {
  for (const number of [1, 2, 3]) await make(number)
}

beforeAll(async () => {
  account = await openTestAccount()
  admin = administrate(account)
  const { iam } = admin
  const PolicyDocument = document(allow('s3:*'))
  await admin.createUser({ UserName: 'many', Path: '/team/' })
  await admin.createRole({ RoleName: 'many', Path: '/team/' })
  await thrice(async (number) => {
    const GroupName = `group${number}`
    await iam.send(new CreateGroupCommand({ GroupName, Path: '/a$&b/' }))
    await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'many' }))
  })
  await thrice(async (number) => {
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: `Managed-${number}`, PolicyDocument }))
    const PolicyArn = Policy?.Arn ?? ''
    const PolicyName = `Inline-${number}`
    await iam.send(new AttachUserPolicyCommand({ UserName: 'many', PolicyArn }))
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'many', PolicyArn }))
    await iam.send(new PutUserPolicyCommand({ UserName: 'many', PolicyName, PolicyDocument }))
    await iam.send(new PutRolePolicyCommand({ RoleName: 'many', PolicyName, PolicyDocument }))
    const own = { PolicyName: `Own${number}`, PolicyDocument }
    const made = await iam.send(new CreatePolicyCommand(own))
    await iam.send(new AttachGroupPolicyCommand({ GroupName: 'group3', PolicyArn: made.Policy?.Arn }))
  })
  await thrice((number) =>
    iam.send(new PutGroupPolicyCommand({ GroupName: 'group2', PolicyName: `Group${number}`, PolicyDocument })),
  )
}, 60_000)
afterAll(() => account.close())

/** An IAM that gives one item a page: it may give fewer than it was asked for (IAM API reference, MaxItems). */
async function stingyIam() {
  const asked: string[] = []
  const endpoint = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const action = form.get('Action') ?? ''
    // What this program itself limits is left as it is: one request is all that it is worth.
    if (/^List(?!Policies$)|^Simulate/.test(action)) form.set('MaxItems', '1')
    asked.push(action)
    const answer = await fetch(account.record.endpoint, {
      method: 'POST',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body: form.toString(),
    })
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(await answer.text())
  })
  return { asked, client: new IAMClient({ ...account.clientOf('admin'), endpoint }) }
}

const timesOf = (asked: readonly string[], action: string) => asked.filter((each) => each === action).length

test('a user’s policies and groups are read to the last page', async () => {
  const { asked, client } = await stingyIam()
  const found = await readPrincipalPolicies(client, parsePrincipal(`${accountArn}:user/team/many`))
  expect(found.policies.filter((policy) => !isReadable(policy))).toEqual([])
  expect(found.policies.map(({ name }) => name).sort()).toEqual(
    ['Group', 'Inline-', 'Managed-', 'Own'].flatMap((name) => [1, 2, 3].map((number) => `${name}${number}`)),
  )
  expect(found.groupCount).toBe(3)
  expect(timesOf(asked, 'ListGroupsForUser')).toBe(3)
  expect(timesOf(asked, 'ListAttachedUserPolicies')).toBe(3)
  expect(timesOf(asked, 'ListUserPolicies')).toBe(3)
  // Three for the group that has three, and one for each of the others.
  expect(timesOf(asked, 'ListAttachedGroupPolicies')).toBe(5)
  expect(timesOf(asked, 'ListGroupPolicies')).toBe(5)
})

test('a role’s policies are read to the last page', async () => {
  const { asked, client } = await stingyIam()
  const session = parsePrincipal('arn:aws:sts::123456789012:assumed-role/many/run-1')
  const found = await readPrincipalPolicies(client, session)
  expect(found.arn).toBe(`${accountArn}:role/team/many`)
  expect(found.policies.filter(isReadable).map(({ name }) => name)).toEqual(
    ['Managed-', 'Inline-'].flatMap((name) => [1, 2, 3].map((number) => `${name}${number}`)),
  )
  expect(timesOf(asked, 'ListAttachedRolePolicies')).toBe(3)
  expect(timesOf(asked, 'ListRolePolicies')).toBe(3)
})

test('a simulation is read to the last page', async () => {
  const { asked, client } = await stingyIam()
  const resources = ['arn:aws:s3:::a', 'arn:aws:s3:::b']
  const requests = [
    { action: 's3:ListBucket', resources },
    { action: 'lambda:GetFunction', resources },
  ]
  const decisions = await simulatePrincipal(client, `${accountArn}:user/team/many`, requests, {})
  expect(decisions?.map(({ action, resource, decision }) => [action, resource, decision])).toEqual([
    ['s3:ListBucket', resources[0], 'allowed'],
    ['s3:ListBucket', resources[1], 'allowed'],
    ['lambda:GetFunction', resources[0], 'implicitDeny'],
    ['lambda:GetFunction', resources[1], 'implicitDeny'],
  ])
  expect(timesOf(asked, 'SimulatePrincipalPolicy')).toBe(4)
})
