// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like template strings.
import * as from from './sources.ts'
import { allowAll, onPolicies, policy, type Vector } from './vector.ts'

const all = policy('All', allowAll)
const iam = 'arn:aws:iam::123456789012'
const dates = policy('Dates', {
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  Condition: {
    DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
  },
})
const denyIp = policy('DenyIp', {
  Sid: 'Ip',
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: {
    NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
    Bool: { 'aws:ViaAWSService': 'false' },
  },
})
const region = policy('Region', {
  Sid: 'DenyAllOutsideRequestedRegions',
  Effect: 'Deny',
  NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'] } },
})
const mfaDates = policy('MfaDates', {
  Effect: 'Allow',
  Action: ['s3:*', 'sqs:SendMessage'],
  Resource: '*',
  Condition: {
    Bool: { 'aws:MultiFactorAuthPresent': true },
    DateGreaterThan: { 'aws:CurrentTime': '2017-07-01T00:00:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2017-12-31T23:59:59Z' },
  },
})
const selfManage = policy(
  'Mfa',
  { Sid: 'AllowListActions', Effect: 'Allow', Action: ['iam:ListUsers', 'iam:ListVirtualMFADevices'], Resource: '*' },
  {
    Sid: 'AllowUserToManageTheirOwnMFA',
    Effect: 'Allow',
    Action: ['iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
    Resource: 'arn:aws:iam::*:user/${aws:username}',
  },
  {
    Sid: 'AllowUserToDeactivateTheirOwnMFAOnlyWhenUsingMFA',
    Effect: 'Allow',
    Action: ['iam:DeactivateMFADevice'],
    Resource: ['arn:aws:iam::*:user/${aws:username}'],
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  },
  {
    Sid: 'BlockMostAccessUnlessSignedInWithMFA',
    Effect: 'Deny',
    NotAction: [
      'iam:CreateVirtualMFADevice',
      'iam:EnableMFADevice',
      'iam:ListMFADevices',
      'iam:ListUsers',
      'iam:ListVirtualMFADevices',
      'iam:ResyncMFADevice',
    ],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
)
const ann = { 'aws:username': 'ann' }
const annWithMfa = { ...ann, 'aws:MultiFactorAuthPresent': 'true' }
const limit = policy('Limit', {
  Effect: 'Allow',
  Action: ['iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
  Resource: '*',
  Condition: {
    ArnEquals: { 'iam:PolicyARN': ['arn:aws:iam::*:policy/policy-name-1', 'arn:aws:iam::*:policy/policy-name-2'] },
  },
})
const group = policy(
  'Group',
  { Sid: 'AllowAllUsersToListAllGroups', Effect: 'Allow', Action: 'iam:ListGroups', Resource: '*' },
  {
    Sid: 'AllowAllUsersToViewAndManageThisGroup',
    Effect: 'Allow',
    Action: 'iam:*Group*',
    Resource: 'arn:aws:iam::*:group/AllUsers',
  },
  {
    Sid: 'LimitGroupManagementAccessToSpecificUsers',
    Effect: 'Deny',
    Action: ['iam:AddUserToGroup', 'iam:DeleteGroup'],
    Resource: 'arn:aws:iam::*:group/AllUsers',
    Condition: { StringNotEquals: { 'aws:username': ['srodriguez', 'mjackson', 'adesai'] } },
  },
)
const addTag = policy('AddTag', {
  Effect: 'Allow',
  Action: ['iam:TagUser', 'iam:TagRole'],
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:RequestTag/CostCenter': ['A-123', 'B-456'] },
    'ForAllValues:StringEquals': { 'aws:TagKeys': 'CostCenter' },
  },
})
const newUser = policy('NewUser', {
  Effect: 'Allow',
  Action: ['iam:CreateUser', 'iam:TagUser'],
  Resource: '*',
  Condition: {
    StringEqualsIfExists: {
      'aws:RequestTag/Department': ['Development', 'QualityAssurance'],
      'aws:RequestTag/JobFunction': 'Employee',
    },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['Department', 'JobFunction'] },
  },
})
const exchange = policy(
  'Exchange',
  {
    Sid: 'Outside',
    Effect: 'Deny',
    NotAction: ['s3:GetObject', 's3:PutObject'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:ResourceAccount': ['111122223333'] } },
  },
  {
    Sid: 'OutsideS3',
    Effect: 'Deny',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:ResourceAccount': ['111122223333'] },
      'ForAllValues:StringNotEquals': { 'aws:CalledVia': ['dataexchange.amazonaws.com'] },
    },
  },
)
const at = (time: string, more = {}) => ({ 'aws:CurrentTime': time, ...more })
const through = (via: string, ip: string) => ({ 'aws:ViaAWSService': via, 'aws:SourceIp': ip })
const elsewhere = { 'aws:ResourceAccount': '999999999999' }

/** Policies of the IAM user guide's "Example IAM identity-based policies": AWS as a whole, and IAM. */
export const examples: readonly Vector[] = [
  ...onPolicies(
    from.example('aws-dates'),
    [dates],
    [
      ['before the time', 's3:ListBucket', '*', at('2020-03-31T23:59:59Z'), 'denied'],
      ['within the time', 's3:ListBucket', '*', at('2020-05-01T00:00:00Z'), 'allowed'],
      ['after the time', 's3:ListBucket', '*', at('2020-07-01T00:00:00Z'), 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('aws_mfa-dates'),
    [mfaDates],
    [
      [
        'within the time, with a second factor',
        'sqs:SendMessage',
        '*',
        at('2017-08-01T00:00:00Z', { 'aws:MultiFactorAuthPresent': 'true' }),
        'allowed',
      ],
      [
        'within the time, without',
        's3:ListBucket',
        '*',
        at('2017-08-01T00:00:00Z', { 'aws:MultiFactorAuthPresent': 'false' }),
        'denied',
      ],
      ['within the time, with a long-term key', 's3:ListBucket', '*', at('2017-08-01T00:00:00Z'), 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('aws_deny-ip'),
    [all, denyIp],
    [
      ['from the company', 's3:ListBucket', '*', through('false', '203.0.113.9'), 'allowed'],
      ['from elsewhere', 's3:ListBucket', '*', through('false', '198.51.100.1'), 'denied', 'DenyIp/Ip'],
      ['through a service', 's3:ListBucket', '*', through('true', '198.51.100.1'), 'allowed'],
    ],
  ),
  ...onPolicies(
    from.example('aws_deny-requested-region'),
    [all, region],
    [
      ['a region of the list', 's3:ListBucket', '*', { 'aws:RequestedRegion': 'eu-west-2' }, 'allowed'],
      [
        'another region',
        's3:ListBucket',
        '*',
        { 'aws:RequestedRegion': 'us-east-1' },
        'denied',
        'Region/DenyAllOutsideRequestedRegions',
      ],
      [
        'a service without regions',
        'cloudfront:CreateDistribution',
        '*',
        { 'aws:RequestedRegion': 'us-east-1' },
        'allowed',
      ],
      ['IAM', 'iam:CreateRole', `${iam}:role/x`, { 'aws:RequestedRegion': 'us-east-1' }, 'allowed'],
      ['no region', 's3:ListBucket', '*', {}, 'denied', 'Region/DenyAllOutsideRequestedRegions'],
    ],
  ),
  ...onPolicies(
    from.example('iam_mfa-selfmanage'),
    [all, selfManage],
    [
      ['lists users without a second factor', 'iam:ListUsers', '*', ann, 'allowed'],
      ['does little else without', 's3:ListBucket', '*', ann, 'denied', 'Mfa/BlockMostAccessUnlessSignedInWithMFA'],
      ['does all with it', 's3:ListBucket', '*', annWithMfa, 'allowed'],
    ],
  ),
  ...onPolicies(
    from.example('iam_mfa-selfmanage'),
    [selfManage],
    [
      [
        "enables one's own device",
        'iam:EnableMFADevice',
        `${iam}:user/ann`,
        ann,
        'allowed',
        'Mfa/AllowUserToManageTheirOwnMFA',
      ],
      ["not another's", 'iam:EnableMFADevice', `${iam}:user/bob`, ann, 'denied'],
      ['takes it off with it', 'iam:DeactivateMFADevice', `${iam}:user/ann`, annWithMfa, 'allowed'],
      [
        'not without it',
        'iam:DeactivateMFADevice',
        `${iam}:user/ann`,
        ann,
        'denied',
        'Mfa/BlockMostAccessUnlessSignedInWithMFA',
      ],
    ],
  ),
  ...onPolicies(
    from.example('iam_limit-managed'),
    [limit],
    [
      [
        'attaches the one',
        'iam:AttachUserPolicy',
        `${iam}:user/ann`,
        { 'iam:PolicyARN': `${iam}:policy/policy-name-2` },
        'allowed',
      ],
      [
        'attaches no other',
        'iam:AttachUserPolicy',
        `${iam}:user/ann`,
        { 'iam:PolicyARN': `${iam}:policy/policy-name-3` },
        'denied',
      ],
      [
        'a policy of AWS of that name',
        'iam:DetachUserPolicy',
        `${iam}:user/ann`,
        { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/policy-name-1' },
        'allowed',
      ],
    ],
  ),
  ...onPolicies(
    from.example('iam_users-manage-group'),
    [group],
    [
      ['everybody lists groups', 'iam:ListGroups', '*', ann, 'allowed', 'Group/AllowAllUsersToListAllGroups'],
      [
        'everybody looks at the group',
        'iam:GetGroup',
        `${iam}:group/AllUsers`,
        ann,
        'allowed',
        'Group/AllowAllUsersToViewAndManageThisGroup',
      ],
      ['nobody looks at another', 'iam:GetGroup', `${iam}:group/Admins`, ann, 'denied'],
      [
        'ann adds nobody',
        'iam:AddUserToGroup',
        `${iam}:group/AllUsers`,
        ann,
        'denied',
        'Group/LimitGroupManagementAccessToSpecificUsers',
      ],
      ['mjackson does', 'iam:AddUserToGroup', `${iam}:group/AllUsers`, { 'aws:username': 'mjackson' }, 'allowed'],
      [
        'a role has no such name',
        'iam:DeleteGroup',
        `${iam}:group/AllUsers`,
        {},
        'denied',
        'Group/LimitGroupManagementAccessToSpecificUsers',
      ],
    ],
  ),
  ...onPolicies(
    from.example('iam-add-tag-user-role'),
    [addTag],
    [
      [
        'the tag with its value',
        'iam:TagUser',
        `${iam}:user/ann`,
        { 'aws:RequestTag/CostCenter': 'A-123', 'aws:TagKeys': ['CostCenter'] },
        'allowed',
      ],
      [
        'another value',
        'iam:TagUser',
        `${iam}:user/ann`,
        { 'aws:RequestTag/CostCenter': 'C-789', 'aws:TagKeys': ['CostCenter'] },
        'denied',
      ],
      [
        'a further tag',
        'iam:TagRole',
        `${iam}:role/r`,
        { 'aws:RequestTag/CostCenter': 'A-123', 'aws:TagKeys': ['CostCenter', 'Owner'] },
        'denied',
      ],
      ['no tag', 'iam:TagRole', `${iam}:role/r`, {}, 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('iam-new-user-tag'),
    [newUser],
    [
      ['without a tag', 'iam:CreateUser', `${iam}:user/new`, {}, 'allowed'],
      [
        'with a right tag',
        'iam:CreateUser',
        `${iam}:user/new`,
        { 'aws:RequestTag/Department': 'Development', 'aws:TagKeys': ['Department'] },
        'allowed',
      ],
      [
        'with a wrong value',
        'iam:CreateUser',
        `${iam}:user/new`,
        { 'aws:RequestTag/Department': 'Sales', 'aws:TagKeys': ['Department'] },
        'denied',
      ],
      ['with another tag', 'iam:CreateUser', `${iam}:user/new`, { 'aws:TagKeys': ['Owner'] }, 'denied'],
    ],
  ),
  ...onPolicies(
    from.example('resource_account_data_exch'),
    [all, exchange],
    [
      ['in the account', 's3:GetObject', 'arn:aws:s3:::b/k', { 'aws:ResourceAccount': '111122223333' }, 'allowed'],
      ['outside, directly', 's3:GetObject', 'arn:aws:s3:::b/k', elsewhere, 'denied', 'Exchange/OutsideS3'],
      [
        'outside, through the exchange',
        's3:GetObject',
        'arn:aws:s3:::b/k',
        { ...elsewhere, 'aws:CalledVia': ['dataexchange.amazonaws.com'] },
        'allowed',
      ],
      ['outside, another action', 's3:ListBucket', 'arn:aws:s3:::b', elsewhere, 'denied', 'Exchange/Outside'],
    ],
  ),
]
