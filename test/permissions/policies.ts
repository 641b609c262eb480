import type { NamedPolicy, PolicyDocument, Statement } from '../../source/permissions/policy.ts'

export const policyOf = (...statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
})

export const named = (name: string, ...statements: readonly Statement[]): NamedPolicy => ({
  name,
  document: policyOf(...statements),
})

export const administratorAccess = named('AdministratorAccess', { Effect: 'Allow', Action: '*', Resource: '*' })

/** The AWS managed policy, version 12. */
export const powerUserAccess = named(
  'PowerUserAccess',
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
  {
    Effect: 'Allow',
    Action: [
      'account:GetAccountInformation',
      'account:GetGovCloudAccountInformation',
      'account:GetPrimaryEmail',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeEffectivePolicy',
      'organizations:DescribeOrganization',
    ],
    Resource: '*',
  },
)

export const names = {
  projectName: 'digital-twin',
  environment: 'dev',
  region: 'eu-central-1',
  account: '123456789012',
  partition: 'aws',
}
