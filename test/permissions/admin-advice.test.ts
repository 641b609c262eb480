import { expect, test } from 'vitest'
import { type AdviceInput, adminAdvice } from '../../source/permissions/admin-advice.ts'
import { boundedBy, plainShape, type Shape } from '../../source/permissions/shape.ts'

const input: AdviceInput = {
  recipient: { kind: 'user', name: 'ann' },
  account: '123456789012',
  partition: 'aws',
  region: 'eu-central-1',
  policyName: 'digital-twin-deploy',
  files: ['digital-twin-policy.json'],
  projectName: 'digital-twin',
}

test('a user gets the policy created and attached', () => {
  expect(adminAdvice(input)).toMatchObject({
    attach: 'twin policy --attach --to user/ann --project-name digital-twin --region eu-central-1',
    consoleLink: 'https://console.aws.amazon.com/iam/home#/policies/create',
    commands: [
      'aws iam create-policy --policy-name digital-twin-deploy --policy-document file://digital-twin-policy.json',
      'aws iam attach-user-policy --user-name ann --policy-arn arn:aws:iam::123456789012:policy/digital-twin-deploy',
    ],
  })
})

test('a role gets it too, and a split policy each of its parts', () => {
  const { commands } = adminAdvice({
    ...input,
    recipient: { kind: 'role', name: 'ci' },
    files: ['a 1.json', "b'2.json"],
  })
  expect(commands).toEqual([
    "aws iam create-policy --policy-name digital-twin-deploy --policy-document 'file://a 1.json'",
    "aws iam create-policy --policy-name digital-twin-deploy-2 --policy-document 'file://b'\\''2.json'",
    'aws iam attach-role-policy --role-name ci --policy-arn arn:aws:iam::123456789012:policy/digital-twin-deploy',
    'aws iam attach-role-policy --role-name ci --policy-arn arn:aws:iam::123456789012:policy/digital-twin-deploy-2',
  ])
})

test('an SSO role is changed through its permission set', () => {
  const { attach, commands, notes } = adminAdvice({ ...input, recipient: { kind: 'sso-role', permissionSet: 'Dev' } })
  expect(attach).toBeUndefined()
  expect(commands).toHaveLength(1)
  expect(notes[0]).toContain('permission set Dev')
})

test('says how far the policy reaches and what limits it', () => {
  const text = adminAdvice({ ...input, recipient: { kind: 'other' } }).notes.join('\n')
  expect(text).toContain('roles named digital-twin-*')
  expect(text).toContain('permissions boundary')
})

test('where a boundary limits the roles, nothing is left to be ruled out, and the command keeps it', () => {
  const limits = 'arn:aws:iam::123456789012:policy/limits'
  const { attach, notes } = adminAdvice({ ...input, shape: boundedBy(plainShape, limits) })
  expect(notes).toEqual([])
  expect(attach).toContain(`--boundary ${limits}`)
})

test('what only the project’s files can say, no command says that goes without them', () => {
  const shape: Shape = { ...plainShape, options: ['alarms'] }
  const { attach, commands } = adminAdvice({ ...input, shape })
  expect(attach).toBeUndefined()
  expect(commands).toEqual(adminAdvice(input).commands)
})

test('a policy that the recipient has already gets a new version, and the others are made', () => {
  const attached = ['arn:aws:iam::123456789012:policy/digital-twin-deploy']
  expect(adminAdvice({ ...input, files: ['a.json', 'b.json'], attached }).commands).toEqual([
    `aws iam create-policy-version --policy-arn ${attached[0]} --policy-document file://a.json --set-as-default`,
    'aws iam create-policy --policy-name digital-twin-deploy-2 --policy-document file://b.json',
    `aws iam attach-user-policy --user-name ann --policy-arn ${attached[0]}-2`,
  ])
})

test.each([
  ['aws-cn', 'https://console.amazonaws.cn/iam/home#/policies/create'],
  ['aws-us-gov', 'https://console.amazonaws-us-gov.com/iam/home#/policies/create'],
])('links to the console of %s', (partition, link) => {
  expect(adminAdvice({ ...input, partition }).consoleLink).toBe(link)
})
