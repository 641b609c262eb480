import type { Call } from '../call.ts'
import { serviceError, xmlAnswer } from '../errors.ts'
import { escapeXml } from '../xml.ts'
import type { Account, Mend } from './mend.ts'

const result = (call: Call, inside: string) => {
  const version =
    call.request.service === 'iam' ? 'iam.amazonaws.com/doc/2010-05-08/' : 'sts.amazonaws.com/doc/2011-06-15/'
  const { operation } = call
  return xmlAnswer(
    200,
    `<${operation}Response xmlns="https://${version}"><${operation}Result>${inside}</${operation}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${operation}Response>`,
  )
}

/** Root has no entry in moto; its ARN and id are those of the STS user guide. */
const getCallerIdentity: Mend = async (call, { principal, id, forward }) => {
  if (principal.kind !== 'root' && principal.kind !== 'service') return forward(call.request)
  return result(call, `<UserId>${id}</UserId><Account>${id}</Account><Arn>${principal.arn}</Arn>`)
}

/** GetUser without a name means the caller; of users it also shows the boundary, which moto leaves out. */
const getUser: Mend = async (call, account) => {
  const { principal, forward, iam, id } = account
  if (principal.kind === 'root' && !call.parameters.UserName) {
    return result(
      call,
      `<User><UserId>${id}</UserId><Arn>${principal.arn}</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate></User>`,
    )
  }
  if (!call.parameters.UserName && principal.kind === 'role') {
    return serviceError(call, 400, 'ValidationError', 'Must specify userName when calling with non-User credentials')
  }
  const answer = await forward(call.request)
  const boundary = iam.userBoundaries.get(call.parameters.UserName ?? principal.name)
  if (answer.status !== 200 || !boundary) return answer
  const shown = `<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${escapeXml(boundary)}</PermissionsBoundaryArn></PermissionsBoundary></User>`
  return { ...answer, body: answer.body.toString().replace('</User>', shown) }
}

const createUser: Mend = async (call, { forward, iam }) => {
  const answer = await forward(call.request)
  const { PermissionsBoundary, UserName = '' } = call.parameters
  if (answer.status === 200 && PermissionsBoundary) iam.userBoundaries.set(UserName, PermissionsBoundary)
  return answer
}

/** Put- and DeleteUserPermissionsBoundary, which moto does not have. */
const changeBoundary: Mend = async (call, account) => {
  const { UserName = '', PermissionsBoundary } = call.parameters
  if (!(await userExists(account, UserName)))
    return serviceError(call, 404, 'NoSuchEntity', `The user with name ${UserName} cannot be found.`)
  if (PermissionsBoundary) account.iam.userBoundaries.set(UserName, PermissionsBoundary)
  else account.iam.userBoundaries.delete(UserName)
  return result(call, '')
}

const userExists = async ({ iam }: Account, name: string) => (await iam.find('user', name)) !== undefined

export const identityMends: Readonly<Record<string, Mend>> = {
  'sts:GetCallerIdentity': getCallerIdentity,
  'iam:GetUser': getUser,
  'iam:CreateUser': createUser,
  'iam:PutUserPermissionsBoundary': changeBoundary,
  'iam:DeleteUserPermissionsBoundary': changeBoundary,
}
