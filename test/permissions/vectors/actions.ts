import type { OneOrMany } from '../../../source/permissions/policy.ts'
import * as from from './sources.ts'
import { allowAll, ask, onPolicies, policy, type Vector } from './vector.ts'

type Row = readonly [name: string, Action: OneOrMany<string>, action: string, isCovered: boolean]

const onAction = (source: string, rows: readonly Row[]): readonly Vector[] =>
  rows.map(([name, Action, action, isCovered]) => ({
    name,
    source,
    policies: [policy('P', { Effect: 'Allow', Action, Resource: '*' })],
    request: ask(action),
    expected: isCovered ? 'allowed' : 'denied',
  }))

const onNotAction = (source: string, rows: readonly Row[]): readonly Vector[] =>
  rows.map(([name, NotAction, action, isCovered]) => ({
    name,
    source,
    policies: [policy('P', { Effect: 'Allow', NotAction, Resource: '*' })],
    request: ask(action),
    expected: isCovered ? 'allowed' : 'denied',
  }))

const several = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'ec2:StartInstances', 'iam:ChangePassword', 's3:GetObject']
const needsMfa = {
  Sid: 'DenyAllUsersNotUsingMFA',
  Effect: 'Deny',
  NotAction: 'iam:*',
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
} as const

export const actions: readonly Vector[] = [
  ...onAction(from.actionElement('description'), [
    ['the action itself', 'iam:ListAccessKeys', 'iam:ListAccessKeys', true],
    ['the service ignores case', 'IAM:ListAccessKeys', 'iam:ListAccessKeys', true],
    ['the name ignores case', 'IAM:listaccesskeys', 'iam:ListAccessKeys', true],
    ['upper case in the pattern', 'S3:GETOBJECT', 's3:GetObject', true],
    ['the first of several', several, 'sqs:SendMessage', true],
    ['the last of several', several, 's3:GetObject', true],
    ['none of several', several, 's3:PutObject', false],
    ['all actions of a service', 's3:*', 's3:GetObject', true],
    ['all actions of another service', 's3:*', 'sqs:SendMessage', false],
    ['a service whose name goes on', 's3:*', 's3-outposts:GetObject', false],
    ['all actions', '*', 'iam:PassRole', true],
    ['a wildcard on both sides', 'iam:*AccessKey*', 'iam:CreateAccessKey', true],
    ['a wildcard on both sides, another', 'iam:*AccessKey*', 'iam:ListAccessKeys', true],
    ['a wildcard on both sides, not', 'iam:*AccessKey*', 'iam:CreateUser', false],
    ['a wildcard stands for nothing too', 'iam:ListAccessKeys*', 'iam:ListAccessKeys', true],
    ['a wildcard at the end', 'ec2:Describe*', 'ec2:DescribeInstances', true],
    ['a wildcard at the end, not', 'ec2:Describe*', 'ec2:RunInstances', false],
    ['a wildcard in front', 's3:*Object', 's3:PutObject', true],
    ['a wildcard in front does not reach further', 's3:*Object', 's3:PutObjectAcl', false],
    ['wildcards ignore case', 'iam:*accesskey*', 'iam:CreateAccessKey', true],
    ['a question mark is one character', 's3:GetObjec?', 's3:GetObject', true],
    ['a question mark is not none', 's3:GetObject?', 's3:GetObject', false],
    ['a question mark is not two', 's3:GetObje?', 's3:GetObject', false],
    ['three question marks', 's3:???Object', 's3:GetObject', true],
    ['without a wildcard nothing is left out', 's3:Get', 's3:GetObject', false],
  ]),
  ...onAction(from.grammar('Notes about string values: action_string'), [
    ['a list with a wildcard each', ['s3:Get*', 's3:List*'], 's3:ListBucket', true],
    ['a list with a wildcard each, not', ['s3:Get*', 's3:List*'], 's3:PutObject', false],
    ['all of one service', 'cloudformation:*', 'cloudformation:CreateStack', true],
  ]),
  ...onAction(from.policyChecks('Suggestion – Redundant action'), [
    ['named twice', ['iam:GetUser', 'iam:Get*'], 'iam:GetUser', true],
  ]),
  ...onNotAction(from.notActionElement('NotAction with Allow'), [
    ['everything but IAM', 'iam:*', 's3:GetObject', true],
    ['not IAM', 'iam:*', 'iam:CreateRole', false],
    ['case does not matter in a NotAction', 'IAM:*', 'iam:CreateRole', false],
    ['several that are left out', ['iam:*', 's3:DeleteBucket'], 's3:DeleteBucket', false],
    ['beside several that are left out', ['iam:*', 's3:DeleteBucket'], 's3:CreateBucket', true],
    ['a NotAction of everything permits nothing', '*', 's3:GetObject', false],
  ]),
  ...onPolicies(
    from.notActionElement('NotAction with Allow'),
    [policy('P', { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' })],
    [
      ['every action on buckets', 's3:GetObject', 'arn:aws:s3:::b/k', {}, 'allowed'],
      ['but the one', 's3:DeleteBucket', 'arn:aws:s3:::b', {}, 'denied'],
      ['what has no bucket is not covered', 's3:ListAllMyBuckets', '*', {}, 'denied'],
      ['other services have other resources', 'sqs:SendMessage', 'arn:aws:sqs:us-east-1:123456789012:q', {}, 'denied'],
    ],
  ),
  ...onPolicies(
    from.notActionElement('NotAction with Deny'),
    [policy('P', allowAll), policy('Mfa', needsMfa)],
    [
      [
        'without a second factor',
        's3:GetObject',
        '*',
        { 'aws:MultiFactorAuthPresent': 'false' },
        'denied',
        'Mfa/DenyAllUsersNotUsingMFA',
      ],
      ['with a long-term key', 's3:GetObject', '*', {}, 'denied', 'Mfa/DenyAllUsersNotUsingMFA'],
      ['with a second factor', 's3:GetObject', '*', { 'aws:MultiFactorAuthPresent': 'true' }, 'allowed'],
      ['IAM is left out of it', 'iam:GetUser', '*', { 'aws:MultiFactorAuthPresent': 'false' }, 'allowed'],
    ],
  ),
  ...onPolicies(
    from.notActionElement('NotAction with Deny'),
    [policy('Mfa', needsMfa)],
    [['it permits nothing by itself', 'iam:GetUser', '*', {}, 'denied']],
  ),
]
