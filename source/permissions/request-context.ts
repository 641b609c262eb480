import type { RequestContext } from './policy.ts'

export interface CallerFacts {
  /** The ARN that policies see: of the user, or of the role (not of its session). */
  readonly principalArn: string
  readonly account: string
  readonly region: string
  /** Only for an IAM user. */
  readonly userName?: string
  readonly userId?: string
  readonly isTemporary?: boolean
  readonly now?: Date
}

/**
 * The global condition keys that are certain beforehand (IAM user guide, "AWS global condition
 * context keys"). Multi-factor authentication, source address and tags are not, and stay unknown.
 */
export function requestContext(facts: CallerFacts): RequestContext {
  const { principalArn, account, region, userName, userId, isTemporary, now } = facts
  return {
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': userName === undefined ? 'AssumedRole' : 'User',
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:SourceArn': null,
    'aws:SourceAccount': null,
    // A user's name is absent for every role.
    'aws:username': userName ?? null,
    ...(userId === undefined ? {} : { 'aws:userid': userId }),
    ...(isTemporary === false ? { 'aws:TokenIssueTime': null } : {}),
    ...(now === undefined
      ? {}
      : { 'aws:CurrentTime': now.toISOString(), 'aws:EpochTime': String(Math.floor(now.getTime() / 1000)) }),
  }
}
