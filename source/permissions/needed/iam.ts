import { rows } from './row.ts'

export const iamRows = [
  ...rows('iam', 'functionRole', [
    ['deploy', "make the function's role", 'CreateRole'],
    [
      'deploy teardown',
      'read what Terraform compares',
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListRolePolicies',
    ],
    ['deploy', 'give the role its least-privilege policy', 'PutRolePolicy'],
    ['deploy', 'change the role', 'UpdateAssumeRolePolicy', 'UpdateRoleDescription'],
    ['deploy', 'tag the role', 'TagRole', 'UntagRole'],
    ['teardown', 'delete the role', 'DeleteRole', 'DeleteRolePolicy', 'ListInstanceProfilesForRole'],
  ]),
  // Not an API call: Lambda checks it when it is given the role.
  ...rows('iam', 'passedRole', [['deploy', 'hand the role to Lambda', 'PassRole']]),
  ...rows('iam', 'self', [
    [
      'inspection',
      'see your own permissions',
      'GetGroupPolicy',
      'GetPolicy',
      'GetPolicyVersion',
      'GetRole',
      'GetRolePolicy',
      'GetUser',
      'GetUserPolicy',
      'ListAttachedGroupPolicies',
      'ListAttachedRolePolicies',
      'ListAttachedUserPolicies',
      'ListGroupPolicies',
      'ListGroupsForUser',
      'ListPolicies',
      'ListRolePolicies',
      'ListUserPolicies',
      'SimulatePrincipalPolicy',
    ],
  ]),
]
