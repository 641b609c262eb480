import type { NamedPolicy } from '../../../permissions/policy.ts'
import { readPolicyDocument } from '../../../permissions/policy-document.ts'
import type { Holder } from '../authorise/iam-state.ts'
import type { SessionKey } from '../authorise/sessions.ts'
import type { Call } from '../call.ts'
import { accessDenied, serviceError } from '../errors.ts'
import { sendQuery } from '../forward.ts'
import { escapeXml, parseXml, textAt } from '../xml.ts'
import type { Account, Mend } from './mend.ts'
import { listOf, queryResult } from './query-answers.ts'

/** Seconds; the limits are those of the STS API reference. */
const shortest = 900
const longestOfUsers = 129_600
/** Of a role that is taken with the credentials of another ("role chaining"). */
const longestOfChains = 3600

const credentials = ({ accessKeyId, secretAccessKey, sessionToken, expiration }: SessionKey) =>
  `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials>`

const invalid = (call: Call, message: string) => serviceError(call, 400, 'ValidationError', message)

function readDuration(call: Call, longest: number, usual: number): number | undefined {
  const seconds = Number(call.parameters.DurationSeconds ?? usual)
  return Number.isInteger(seconds) && seconds >= shortest && seconds <= longest ? seconds : undefined
}

/** The policies passed along: one document and ARNs of managed ones. */
async function passedPolicies(call: Call, { iam }: Account): Promise<readonly NamedPolicy[] | undefined> {
  const { Policy } = call.parameters
  const arns = listOf(call.parameters, 'PolicyArns', '.arn')
  if (Policy === undefined && arns.length === 0) return undefined
  const name = 'session policy'
  const read = Policy === undefined ? undefined : readPolicyDocument(Policy)
  const inline = read && ('document' in read ? { name, document: read.document } : { name, unreadable: read.problem })
  return [...(inline ? [inline] : []), ...(await Promise.all(arns.map((arn) => iam.managedPolicy(arn))))]
}

async function longestSessionOf({ name }: Holder, { forward, region }: Account): Promise<number> {
  const answer = parseXml(await sendQuery(forward, 'iam', region, { Action: 'GetRole', RoleName: name }))
  return Number(textAt(answer, 'GetRoleResult', 'Role', 'MaxSessionDuration') || longestOfChains)
}

/** STS API reference, AssumeRole. Whether the caller may was decided before, by the trust policy too. */
const assumeRole: Mend = async (call, account) => {
  const { RoleArn = '', RoleSessionName = '' } = call.parameters
  const { principal, sessions, id } = account
  if (principal.kind === 'root') return accessDenied(call, 'Roles may not be assumed by root accounts.')
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
    const rule = 'Member must satisfy regular expression pattern: [\\w+=,.@-]*'
    return invalid(call, `1 validation error detected: Value '${RoleSessionName}' at 'roleSessionName' failed: ${rule}`)
  }
  const role = await account.iam.findByArn(RoleArn)
  if (!role) {
    const message = `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`
    return accessDenied(call, message)
  }
  const longest = principal.session ? longestOfChains : await longestSessionOf(role, account)
  const duration = readDuration(call, longest, 3600)
  if (duration === undefined)
    return invalid(call, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  const policies = await passedPolicies(call, account)
  const owner = {
    kind: 'role',
    label: `role:${role.name}`,
    name: role.name,
    arn: `arn:aws:sts::${id}:assumed-role/${role.name}/${RoleSessionName}`,
    id: `${role.id}:${RoleSessionName}`,
  } as const
  const key = sessions.open(owner, { type: 'role', ...(policies ? { policies } : {}) }, duration)
  const user = `<AssumedRoleUser><AssumedRoleId>${owner.id}</AssumedRoleId><Arn>${owner.arn}</Arn></AssumedRoleUser>`
  return queryResult(call, credentials(key) + user)
}

const fromUsersOnly = (call: Call) => accessDenied(call, `Cannot call ${call.operation} with session credentials`)

/** STS API reference, GetSessionToken: the same user, for a while. */
const getSessionToken: Mend = async (call, { principal, sessions, forward }) => {
  if (principal.kind === 'root') return forward(call.request)
  if (principal.kind !== 'user' || principal.session) return fromUsersOnly(call)
  const duration = readDuration(call, longestOfUsers, 43_200)
  if (duration === undefined) return invalid(call, `DurationSeconds must be between ${shortest} and ${longestOfUsers}`)
  return queryResult(call, credentials(sessions.open(principal, { type: 'user' }, duration)))
}

/** STS API reference, GetFederationToken: may do what both the user and the passed policies allow. */
const getFederationToken: Mend = async (call, account) => {
  const { principal, sessions, id } = account
  const { Name = '' } = call.parameters
  if (principal.kind !== 'user' || principal.session) return fromUsersOnly(call)
  if (!/^[\w+=,.@-]{2,32}$/.test(Name)) return invalid(call, `Value '${escapeXml(Name)}' at 'name' is not valid`)
  const duration = readDuration(call, longestOfUsers, 43_200)
  if (duration === undefined) return invalid(call, `DurationSeconds must be between ${shortest} and ${longestOfUsers}`)
  const arn = `arn:aws:sts::${id}:federated-user/${Name}`
  const owner = { ...principal, label: `federated:${Name}`, arn, id: `${id}:${Name}` }
  const policies = (await passedPolicies(call, account)) ?? []
  const key = sessions.open(owner, { type: 'federated', policies }, duration)
  const user = `<FederatedUser><FederatedUserId>${owner.id}</FederatedUserId><Arn>${arn}</Arn></FederatedUser>`
  return queryResult(call, credentials(key) + user)
}

export const sessionMends: Readonly<Record<string, Mend>> = {
  'sts:AssumeRole': assumeRole,
  'sts:GetSessionToken': getSessionToken,
  'sts:GetFederationToken': getFederationToken,
}
