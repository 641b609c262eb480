import { describe, expect, it } from 'vitest'
import { describeTrouble, findTrouble, troubleError, troubleOf } from '../../source/troubles/find-trouble.ts'
import { type TroubleCode, troubles } from '../../source/troubles/table.ts'
import { areas, type Facts } from '../../source/troubles/trouble.ts'

const named = (...names: string[]): Facts => ({ names, text: 'Words of AWS.' })
const said = (text: string, names: readonly string[] = []): Facts => ({ text, names })
const lockRefused = (reason: string) =>
  said(`Error acquiring the state lock\nError message: operation error DynamoDB: PutItem, ${reason}`)

/**
 * What AWS and Terraform say, in their own words, and what is meant. Many are said in a way that fits
 * a more general trouble too.
 */
const samples: Partial<Record<TroubleCode, readonly Facts[]>> = {
  STATE_NOT_PUSHED: [
    said('Failed to persist state to backend'),
    // Whatever the reason was, the file must be kept.
    said('Failed to save state: api error ExpiredToken: The provided token has expired.', ['ExpiredToken']),
    said('Error saving state: wrote errored.tfstate. api error AccessDenied: Access Denied', ['AccessDenied']),
  ],
  STATE_DIGEST_MISMATCH: [
    said(
      'state data in S3 does not have the expected content.\n\nCalculated checksum: 06b5\nStored checksum:     0000\n',
    ),
    said('state data in S3 does not have the expected content.\n\nCalculated checksum: \nStored checksum:     0000\n'),
  ],
  CREDENTIALS_EXPIRED: [
    named('ExpiredToken'),
    named('TokenProviderError'),
    said('The SSO session associated with this profile has expired. To refresh …', ['CredentialsProviderError']),
    said('The SSO session token associated with profile=a was not found or is invalid.', ['CredentialsProviderError']),
    said('Failed to load a token for session a, please reauthenticate using aws login', ['CredentialsProviderError']),
    said('No valid credential sources found\nfailed to refresh cached credentials, refresh cached SSO token failed'),
    lockRefused('api error ExpiredTokenException: The security token included in the request is expired'),
  ],
  CLOCK_SKEWED: [
    named('RequestTimeTooSkewed'),
    named('RequestExpired'),
    said('Signature expired: 20261122T200000Z is now earlier than 20261122T201000Z', ['SignatureDoesNotMatch']),
    said('Signature not yet current: 20261122T230000Z is still later than …', ['InvalidSignatureException']),
  ],
  CREDENTIALS_INVALID: [
    named('InvalidClientTokenId'),
    named('SignatureDoesNotMatch'),
    said(
      'validating provider credentials: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1-2, api error InvalidClientTokenId: The security token included in the request is invalid.',
    ),
  ],
  CREDENTIALS_MISSING: [
    said('Could not load credentials from any providers', ['CredentialsProviderError']),
    said('No valid credential sources found\nno EC2 IMDS role found, dial tcp 169.254.169.254:80: i/o timeout'),
    named('MissingAuthenticationToken'),
  ],
  ACCOUNT_NOT_ALLOWED: [said('Invalid account ID\nAWS account ID not allowed: 123456789012')],
  CLOUDFRONT_NOT_VERIFIED: [
    said(
      'operation error CloudFront: CreateDistribution, https response error StatusCode: 403, RequestID: 1-2, api error AccessDenied: Your account must be verified before you can add new CloudFront resources.',
      ['AccessDenied'],
    ),
  ],
  MODEL_NEEDS_PROFILE: [
    said('Invocation of model ID amazon.nova-lite-v1:0 with on-demand throughput isn’t supported. Retry your request', [
      'ValidationException',
    ]),
  ],
  MODEL_NOT_AVAILABLE: [
    said("You don't have access to the model with the specified model ID.", ['AccessDeniedException']),
  ],
  MODEL_NOT_IN_REGION: [said('The provided model identifier is invalid.', ['ValidationException'])],
  ACCESS_DENIED: [
    named('AccessDenied'),
    named('Forbidden'),
    said('operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: , HostID: , Forbidden: '),
    said('User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:CreateRole on resource: x'),
    lockRefused(
      'https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: User: a is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:x',
    ),
  ],
  LOCK_TABLE_MISSING: [
    lockRefused(
      'https response error StatusCode: 400, RequestID: 1, ResourceNotFoundException: Requested resource not found\nUnable to retrieve item from DynamoDB table "digital-twin-terraform-locks": operation error DynamoDB: GetItem',
    ),
  ],
  LOCK_TABLE_UNFIT: [
    lockRefused(
      'api error ValidationException: One or more parameter values were invalid: Missing the key Id in the item',
    ),
    lockRefused('api error ValidationException: The provided key element does not match the schema'),
  ],
  STATE_LOCKED: [
    lockRefused('ConditionalCheckFailedException: The conditional request failed\nLock Info:\n  ID: 1'),
    said(
      'Error acquiring the state lock\noperation error S3: PutObject, https response error StatusCode: 412, RequestID: 1, HostID: 2=, api error PreconditionFailed: At least one of the pre-conditions you specified did not hold',
    ),
  ],
  STATE_BUCKET_MISSING: [said('Failed to get existing workspaces: S3 bucket "a-bucket" does not exist.')],
  WORKSPACE_MISMATCH: [said('The Terraform workspace is prod, the settings are those of dev. Set TF_WORKSPACE=dev.')],
  PACKAGE_TOO_LARGE: [
    named('RequestEntityTooLargeException'),
    said('InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes'),
    said('Request must be smaller than 70167211 bytes for the CreateFunction operation'),
  ],
  PACKAGE_MISSING: [
    said('The deployment package ../a.zip is missing; `twin deploy` builds it.'),
    said('The dependencies package ../b.zip is missing; `twin deploy` builds it.'),
  ],
  BUCKET_NOT_EMPTY: [
    named('BucketNotEmpty'),
    said('api error BucketNotEmpty: The bucket you tried to delete is not empty'),
  ],
  BUCKET_NAME_TAKEN: [
    named('BucketAlreadyExists'),
    said('BucketAlreadyExists: The requested bucket name is not available'),
  ],
  AWS_THROTTLED: [named('ThrottlingException'), named('TooManyRequestsException'), named('SlowDown')],
  REGION_NOT_ENABLED: [named('OptInRequired'), named('UnknownEndpoint')],
  QUOTA_REACHED: [named('TooManyBuckets'), named('LimitExceededException'), named('TooManyDistributions')],
  REGISTRY_UNREACHABLE: [
    said(
      'Failed to query available provider packages\nhashicorp/aws: could not connect to registry.terraform.io: failed to request discovery document: dial tcp: lookup registry.terraform.io: no such host',
    ),
    said('Failed to install provider\nwhile installing hashicorp/aws: connection reset by peer'),
  ],
  NOT_AWS: [
    { names: ['SyntaxError'], text: 'Unexpected token <' },
    said("char '<' is not expected.:1:1\n  Deserialization error: to see the raw response, inspect the hidden field"),
  ],
  NETWORK_UNREACHABLE: [
    named('Error', 'ENOTFOUND'),
    named('Error', 'SELF_SIGNED_CERT_IN_CHAIN'),
    named('TimeoutError'),
    said('Post "https://iam.amazonaws.com/": dial tcp: lookup iam.amazonaws.com on 127.0.0.53:53: no such host'),
    said('Put "https://s3.amazonaws.com/": net/http: TLS handshake timeout'),
  ],
}

/** Troubles that no error of AWS or Terraform gives away: our own looking finds them. */
const foundByLooking: readonly TroubleCode[] = [
  'ALARM_RINGING',
  'API_FORBIDDEN',
  'AWS_ERROR',
  'BUCKET_NOT_EMPTIED',
  'DEPLOYMENT_UNFINISHED',
  'DRIFT',
  'ORIGIN_REFUSED',
  'PAGE_NOT_UPLOADED',
  'PAGE_STALE',
  'PERMISSIONS_MISSING',
  'ROOT_REFUSED',
  'STATE_BUCKET_ELSEWHERE',
  'STATE_BUCKET_FOREIGN',
  'STATE_BUCKET_UNFIT',
  'TERRAFORM_FAILED',
  'TWIN_NOT_HEALTHY',
]

describe('the table of known troubles', () => {
  it('has each code once, in capitals', () => {
    const codes = troubles.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
  })

  it('has a sample for every row that is recognised by words, and no other', () => {
    const recognised = troubles.filter(({ aws, text }) => aws || text).map(({ code }) => code)
    expect(Object.keys(samples).sort()).toEqual([...recognised].sort())
    const others = troubles.filter(({ aws, text }) => !aws && !text).map(({ code }) => code)
    expect([...others].sort()).toEqual(foundByLooking)
  })

  it.each(
    Object.entries(samples).flatMap(([code, all]) => all.map((facts) => ({ code, facts, words: facts.text ?? '' }))),
  )('$code: $facts.names $words', ({ code, facts }) => {
    expect(findTrouble(facts)?.trouble.code).toBe(code)
  })

  it('uses each of its patterns: without the samples of a row, one of them would go unseen', () => {
    for (const { code, aws, text } of troubles) {
      const all = samples[code] ?? []
      if (aws)
        expect(
          all.some(({ names = [] }) => names.some((name) => aws.test(name))),
          `${code} by name`,
        ).toBe(true)
      if (text)
        expect(
          all.some((facts) => text.test(facts.text ?? '')),
          `${code} by words`,
        ).toBe(true)
    }
  })

  it('says nothing about what it does not know', () => {
    expect(findTrouble(said('The bridge is out.', ['InternalError']))).toBeUndefined()
    expect(findTrouble({})).toBeUndefined()
  })
})

describe.each(troubles.map((trouble) => ({ ...trouble, trouble })))('$code', ({ code, trouble }) => {
  const bare = describeTrouble({ trouble, found: {} })

  it('can be printed in a guide, without a case at hand', () => {
    expect(areas).toContain(trouble.area)
    expect(trouble.title).toMatch(/^[A-Z].+[^.]$/)
    for (const words of [bare.message, ...bare.nextSteps]) expect(words).not.toMatch(/undefined|null|NaN|\(\)|\S {2}\S/)
    expect(bare.message).toMatch(/^[A-Z].*\.$/)
  })

  it('says what to do, and where it is written', () => {
    expect(bare.nextSteps).not.toEqual([])
    expect(bare.link).toMatch(
      /^https:\/\/(docs\.aws\.amazon\.com|health\.aws\.amazon\.com|developer\.hashicorp\.com)\/\S+$/,
    )
    expect(troubleError(code)).toEqual(bare)
    expect(troubleOf(code)).toBe(troubles.find((each) => each.code === code))
  })
})

describe('the words of a row', () => {
  const described = (facts: Facts) => {
    const found = findTrouble(facts)
    if (!found) throw new Error('not found')
    return describeTrouble(found)
  }

  it('take in what the pattern caught, and what the caller knows', () => {
    const text = 'The Terraform workspace is prod, the settings are those of dev. Set TF_WORKSPACE=dev.'
    // What Terraform says is more particular than what the caller thinks.
    expect(described({ text, environment: 'prod' })).toMatchObject({
      message: expect.stringContaining('workspace is prod, but the settings are those of dev'),
      nextSteps: ['twin deploy dev'],
    })
    expect(described({ ...said('Failed to save state'), environment: 'test' }).nextSteps[0]).toMatch(
      /^twin deploy test /,
    )
  })

  it('of a lock name the command that shows and releases it', () => {
    const lock = { id: '1111', who: 'ana@laptop', operation: 'apply', since: new Date('2026-11-22T20:00:30Z') }
    expect(described({ ...lockRefused('ConditionalCheckFailedException'), lock, environment: 'dev' })).toMatchObject({
      message: 'ana@laptop (apply) holds the state lock since 2026-11-22 20:00 UTC, lock ID 1111.',
      nextSteps: [expect.stringMatching(/^twin unlock dev /), expect.any(String)],
      exitCode: 4,
    })
    expect(described(lockRefused('ConditionalCheckFailedException')).message).toBe('Another run holds the state lock.')
  })

  it('of a checksum that parted name doctor', () => {
    const { message, nextSteps } = troubleError('STATE_DIGEST_MISMATCH', { checksum: '06b5' })
    expect(message).toContain('(it is 06b5)')
    expect(nextSteps[0]).toMatch(/^twin doctor --fix /)
  })
})
