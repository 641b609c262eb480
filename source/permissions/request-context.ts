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
 * Keys that a request by a long-term access key does not carry (IAM user guide, "AWS global condition
 * context keys", the availability of each): a policy that asks for a second factor sees none at all.
 */
const onlyTemporary: RequestContext = {
  'aws:MultiFactorAuthAge': null,
  'aws:MultiFactorAuthPresent': null,
  'aws:SourceIdentity': null,
  'aws:TokenIssueTime': null,
}

/**
 * The global condition keys that are certain beforehand (IAM user guide, "AWS global condition
 * context keys"). The source address and tags are not, nor a second factor of temporary credentials;
 * they stay unknown.
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
    // Only services that work for somebody put themselves here.
    'aws:CalledVia': null,
    'aws:CalledViaFirst': null,
    'aws:CalledViaLast': null,
    ...(isTemporary === false ? onlyTemporary : {}),
    ...(now === undefined
      ? {}
      : { 'aws:CurrentTime': now.toISOString(), 'aws:EpochTime': String(Math.floor(now.getTime() / 1000)) }),
  }
}
