import { rows } from './row.ts'

export const iamRows = [
  // What could make a role more powerful: with a boundary everywhere, allowed within the boundary alone.
  ...rows('iam', 'boundedRole', [
    ['deploy', "make the function's role", 'CreateRole'],
    ['deploy', 'give the role its least-privilege policy', 'PutRolePolicy'],
  ]),
  ...rows('iam', 'emptiedRole', [['teardown', "delete the role's policy", 'DeleteRolePolicy']]),
  // Taking a boundary away is left to an administrator: it is what the boundary is for.
  ...rows(
    'iam',
    'roleBoundary',
    [['deploy', 'set the permissions boundary', 'PutRolePermissionsBoundary']],
    'boundary',
  ),
  ...rows('iam', 'functionRole', [
    [
      'deploy teardown',
      'read what Terraform compares',
      'GetRole',
      'GetRolePolicy',
      'ListAttachedRolePolicies',
      'ListRolePolicies',
    ],
    ['deploy', 'change the role', 'UpdateAssumeRolePolicy', 'UpdateRoleDescription'],
    ['deploy', 'tag the role', 'TagRole', 'UntagRole'],
    ['teardown', 'delete the role', 'DeleteRole', 'ListInstanceProfilesForRole'],
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
      'ListAccessKeys',
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
