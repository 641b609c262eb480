import { expect, test } from 'vitest'
import { parsePrincipal } from '../../source/services/aws/principal.ts'

test.each([
  ['arn:aws:iam::123456789012:root', { kind: 'root', account: '123456789012', partition: 'aws' }],
  ['arn:aws-us-gov:iam::123456789012:root', { kind: 'root', partition: 'aws-us-gov' }],
  ['arn:aws:iam::123456789012:user/ann', { kind: 'user', name: 'ann', path: '/' }],
  [
    'arn:aws-cn:iam::123456789012:user/team/a/ann',
    { kind: 'user', name: 'ann', path: '/team/a/', partition: 'aws-cn' },
  ],
  [
    'arn:aws:sts::123456789012:assumed-role/ci/run-7',
    { kind: 'role', name: 'ci', session: 'run-7', arn: 'arn:aws:iam::123456789012:role/ci' },
  ],
  [
    'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Power_User_0123456789abcdef/ann@example.org',
    { kind: 'sso-role', permissionSet: 'Power_User', session: 'ann@example.org' },
  ],
  ['arn:aws:sts::123456789012:federated-user/ann', { kind: 'federated', name: 'ann' }],
  ['arn:aws:ec2:eu-central-1:123456789012:instance/i-1', { kind: 'other' }],
  ['nonsense', { kind: 'other' }],
])('%s', (arn, expected) => {
  expect(parsePrincipal(arn)).toMatchObject(expected)
})
