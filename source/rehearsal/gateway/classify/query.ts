import type { AccountNames, Call, Check, ReceivedRequest } from '../call.ts'
import { globalArn } from './arns.ts'
import { cloudwatchChecks } from './cloudwatch.ts'
import { snsChecks } from './sns.ts'

/** IAM, STS, SNS and CloudWatch: a form whose `Action` is the operation and, with the prefix, the IAM action too. */
export function classifyQuery(request: ReceivedRequest, names: AccountNames): Call {
  const form = new URLSearchParams(request.method === 'GET' ? request.query : request.body.toString())
  const parameters = Object.fromEntries(form)
  const operation = parameters.Action ?? 'Unknown'
  return { request, protocol: 'query', operation, checks: checksOf(request, names, operation, parameters), parameters }
}

function checksOf(
  request: ReceivedRequest,
  names: AccountNames,
  operation: string,
  parameters: Parameters,
): [Check, ...Check[]] {
  if (request.service === 'sns') return snsChecks(request, names.account, parameters)
  if (request.service === 'monitoring') {
    const { AlarmName, ResourceARN } = parameters
    const AlarmNames = Object.entries(parameters).flatMap(([name, value]) =>
      /^AlarmNames\.member\.\d+$/.test(name) ? [value] : [],
    )
    const hasTags = 'Tags.member.1.Key' in parameters
    return cloudwatchChecks(request, names.account, operation, { AlarmName, AlarmNames, ResourceARN, hasTags })
  }
  const resource = request.service === 'sts' ? (parameters.RoleArn ?? '*') : iamResource(request, names, parameters)
  const context = { ...ownBoundary(names, parameters), ...iamContext(parameters) }
  const check = (action: string): Check => ({ action: `${request.service}:${action}`, resource, context })
  return [check(operation), ...taggingOf(operation, parameters).map(check)]
}

/** Making something with tags takes the right to tag it (IAM user guide, "Tagging IAM resources"). */
function taggingOf(operation: string, parameters: Parameters): readonly string[] {
  const made = /^Create(Role|User|Policy)$/.exec(operation)?.[1]
  return made && 'Tags.member.1.Key' in parameters ? [`Tag${made}`] : []
}

type Parameters = Readonly<Record<string, string>>

/**
 * The resource that IAM authorises an operation on, as the Service Authorization Reference for AWS
 * Identity and Access Management lists it: the entity changed, not the policy attached to it.
 */
function iamResource(request: ReceivedRequest, names: AccountNames, parameters: Parameters): string {
  const { RoleName, UserName, GroupName, InstanceProfileName, PolicyName, Action = '' } = parameters
  const arn = (rest: string) => globalArn(request, names.account, rest, 'iam')
  const path = parameters.Path ?? '/'
  if (Action === 'CreatePolicy') return arn(`policy${path}${PolicyName}`)
  if (GroupName) return names.arnOf('group', GroupName) ?? arn(`group${path}${GroupName}`)
  if (InstanceProfileName) return arn(`instance-profile${path}${InstanceProfileName}`)
  if (RoleName) return names.arnOf('role', RoleName) ?? arn(`role${path}${RoleName}`)
  if (UserName) return names.arnOf('user', UserName) ?? arn(`user${path}${UserName}`)
  if (Action === 'CreateOpenIDConnectProvider') {
    return arn(`oidc-provider/${(parameters.Url ?? '').replace(/^https:\/\//, '')}`)
  }
  const listed = /^List(User|Role|Group)s$/.exec(Action)?.[1]
  if (listed) return arn(`${listed.toLowerCase()}${parameters.PathPrefix ?? '/'}`)
  const given = parameters.PolicyArn ?? parameters.PolicySourceArn ?? parameters.OpenIDConnectProviderArn
  if (given) return given
  const aboutOneself = /^(GetUser|ListAccessKeys|CreateAccessKey|ListMFADevices|ChangePassword|GetLoginProfile)$/
  return aboutOneself.test(Action) && names.self ? names.self : '*'
}

/**
 * Changes of what a user or role may do, for which IAM compares the limit it has already with
 * iam:PermissionsBoundary (service authorization reference of IAM).
 */
const comparesBoundary = /^(Attach|Detach|Put|Delete)(User|Role)Policy$|^Delete(User|Role)PermissionsBoundary$/

function ownBoundary(names: AccountNames, { Action = '', UserName, RoleName }: Parameters): Record<string, string[]> {
  if (!comparesBoundary.test(Action)) return {}
  const limit = RoleName ? names.boundaryOf('role', RoleName) : names.boundaryOf('user', UserName ?? '')
  return limit ? { 'iam:PermissionsBoundary': [limit] } : {}
}

/** Condition keys that IAM and STS fill from the request. */
function iamContext(parameters: Parameters): Record<string, string[]> {
  const context: Record<string, string[]> = {}
  if (parameters.PolicyArn) context['iam:PolicyARN'] = [parameters.PolicyArn]
  if (parameters.PermissionsBoundary) context['iam:PermissionsBoundary'] = [parameters.PermissionsBoundary]
  if (parameters.ExternalId) context['sts:ExternalId'] = [parameters.ExternalId]
  if (parameters.RoleSessionName) context['sts:RoleSessionName'] = [parameters.RoleSessionName]
  const keys: string[] = []
  for (const [name, key] of Object.entries(parameters)) {
    const index = /^Tags\.member\.(\d+)\.Key$/.exec(name)?.[1]
    if (!index) continue
    keys.push(key)
    context[`aws:RequestTag/${key}`] = [parameters[`Tags.member.${index}.Value`] ?? '']
  }
  if (keys.length > 0) context['aws:TagKeys'] = keys
  return context
}
