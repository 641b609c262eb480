import type { Answer, Call } from '../call.ts'
import { serviceError } from '../errors.ts'
import { escapeXml } from '../xml.ts'
import type { Account, Mend } from './mend.ts'
import { queryResult } from './query-answers.ts'

/** Of root and of sessions moto knows nothing; their ARNs and ids are those of the STS API reference. */
const getCallerIdentity: Mend = async (call, { principal, id, forward }) => {
  if (principal.kind === 'user' && !principal.session) return forward(call.request)
  return queryResult(call, `<UserId>${principal.id}</UserId><Account>${id}</Account><Arn>${principal.arn}</Arn>`)
}

/** IAM API reference: without a name the user is who signed, and a role's session is no user. */
const nameMissing = (call: Call) =>
  serviceError(call, 400, 'ValidationError', 'Must specify userName when calling with non-User credentials')

/** GetUser without a name means the caller; of users it also shows the boundary, which moto leaves out. */
const getUser: Mend = async (call, account) => {
  const { principal, forward, id } = account
  const { UserName } = call.parameters
  if (principal.kind === 'root' && !UserName) {
    return queryResult(
      call,
      `<User><UserId>${id}</UserId><Arn>${principal.arn}</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate></User>`,
    )
  }
  if (!UserName && principal.kind === 'role') return nameMissing(call)
  return showBoundary(await forward(call.request), account, UserName ?? principal.name)
}

function showBoundary(answer: Answer, { iam }: Account, name: string): Answer {
  const boundary = iam.userBoundaries.get(name)
  if (answer.status !== 200 || !boundary) return answer
  const shown = `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${escapeXml(boundary)}</PermissionsBoundaryArn></PermissionsBoundary></User>`
  return { ...answer, body: answer.body.toString().replace('</User>', shown) }
}

const noSuchBoundary = (call: Call, arn: string) =>
  serviceError(call, 404, 'NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`)

const policyExists = async ({ iam }: Account, arn: string) => 'document' in (await iam.managedPolicy(arn))

const createUser: Mend = async (call, account) => {
  const { PermissionsBoundary, UserName = '' } = call.parameters
  if (PermissionsBoundary && !(await policyExists(account, PermissionsBoundary)))
    return noSuchBoundary(call, PermissionsBoundary)
  const answer = await account.forward(call.request)
  if (answer.status === 200 && PermissionsBoundary) account.iam.userBoundaries.set(UserName, PermissionsBoundary)
  return showBoundary(answer, account, UserName)
}

/** The boundary goes with the user: a later one of the same name must not find it. */
const deleteUser: Mend = async (call, { forward, iam }) => {
  const answer = await forward(call.request)
  if (answer.status === 200) iam.userBoundaries.delete(call.parameters.UserName ?? '')
  return answer
}

const updateUser: Mend = async (call, { forward, iam }) => {
  const answer = await forward(call.request)
  const { UserName = '', NewUserName } = call.parameters
  const boundary = iam.userBoundaries.get(UserName)
  if (answer.status === 200 && NewUserName && boundary) {
    iam.userBoundaries.delete(UserName)
    iam.userBoundaries.set(NewUserName, boundary)
  }
  return answer
}

/** Put- and DeleteUserPermissionsBoundary, which moto does not have. */
const changeBoundary: Mend = async (call, account) => {
  const { UserName = '', PermissionsBoundary } = call.parameters
  if ((await account.iam.find('user', UserName)) === undefined)
    return serviceError(call, 404, 'NoSuchEntity', `The user with name ${UserName} cannot be found.`)
  if (call.operation === 'PutUserPermissionsBoundary') {
    if (!PermissionsBoundary || !(await policyExists(account, PermissionsBoundary)))
      return noSuchBoundary(call, PermissionsBoundary ?? '')
    account.iam.userBoundaries.set(UserName, PermissionsBoundary)
  } else account.iam.userBoundaries.delete(UserName)
  return queryResult(call, '')
}

/** Without a name IAM means the caller's keys; root's are not moto's. */
const listAccessKeys: Mend = async (call, { principal, forward }) => {
  if (call.parameters.UserName || principal.kind === 'user') return forward(call.request)
  if (principal.kind === 'role') return nameMissing(call)
  const key = `<member><AccessKeyId>${call.request.accessKeyId}</AccessKeyId><Status>Active</Status><CreateDate>2024-01-01T00:00:00Z</CreateDate></member>`
  return queryResult(call, `<AccessKeyMetadata>${key}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`)
}

export const identityMends: Readonly<Record<string, Mend>> = {
  'sts:GetCallerIdentity': getCallerIdentity,
  'iam:GetUser': getUser,
  'iam:CreateUser': createUser,
  'iam:DeleteUser': deleteUser,
  'iam:UpdateUser': updateUser,
  'iam:PutUserPermissionsBoundary': changeBoundary,
  'iam:DeleteUserPermissionsBoundary': changeBoundary,
  'iam:ListAccessKeys': listAccessKeys,
}
