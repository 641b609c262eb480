import { serviceError } from '../errors.ts'
import type { Mend } from './mend.ts'

/** Roles below this path are AWS's own; nobody in the account can change them. */
const protectedPath = ':role/aws-reserved/'

const writing = [
  'AttachRolePolicy',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'TagRole',
  'UntagRole',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
  'UpdateRoleDescription',
]

/** IAM user guide, "Service-linked roles" and IAM Identity Center user guide, "Referencing permission sets". */
const refuseProtected: Mend = async (call, { forward, iam }) => {
  const { RoleName = '' } = call.parameters
  const role = await iam.find('role', RoleName)
  if (!role?.arn.includes(protectedPath)) return forward(call.request)
  const message = `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`
  return serviceError(call, 400, 'UnmodifiableEntity', message)
}

export const protectedRoleMends: Readonly<Record<string, Mend>> = Object.fromEntries(
  writing.map((operation) => [`iam:${operation}`, refuseProtected]),
)
