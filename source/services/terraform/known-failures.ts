import { exitCodes, UserError } from '../../errors.ts'
import type { Diagnostic } from './event.ts'
import { parseLockInfo } from './lock-info.ts'

interface KnownFailure {
  readonly pattern: RegExp
  readonly explain: (match: RegExpExecArray, text: string, diagnostic: Diagnostic) => UserError
}

function stateLocked(text: string): UserError {
  const lock = parseLockInfo(text)
  const holder = lock?.who ? `${lock.who} (${lock.operation || 'working'})` : 'Another run'
  const since = lock?.since ? ` since ${lock.since.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  return new UserError(
    'STATE_LOCKED',
    `${holder} holds the state lock${since}${lock ? `, lock ID ${lock.id}` : ''}.`,
    [
      'Wait until it has finished, then run this again.',
      ...(lock
        ? [`When that run is dead: TF_WORKSPACE=<environment> terraform -chdir=terraform force-unlock ${lock.id}`]
        : []),
    ],
    exitCodes.locked,
  )
}

/** First match wins, so the particular stand before the general. Texts are Terraform 1.11's and AWS's own. */
const knownFailures: readonly KnownFailure[] = [
  { pattern: /Error acquiring the state lock/, explain: (_, text) => stateLocked(text) },
  {
    pattern: /state data in S3 does not have the expected content[\s\S]*?Calculated checksum:\s*(\S*)/,
    explain: ([, checksum = '']) =>
      new UserError(
        'STATE_DIGEST_MISMATCH',
        `The state in S3 is not the one the lock table has the checksum of${checksum ? ` (it is ${checksum})` : ''}: somebody changed one without the other.`,
        [
          'Wait two minutes and run this again.',
          'When it stays, compare the newest versions of the state in S3 with the row ending in -md5 in the lock table.',
        ],
      ),
  },
  {
    pattern: /Failed to persist state|errored\.tfstate|Failed to save state/,
    explain: () =>
      new UserError(
        'STATE_NOT_PUSHED',
        'Terraform could not save what it did: the newest state is in terraform/errored.tfstate. Keep that file.',
        ['twin deploy   # saves it first, then goes on'],
      ),
  },
  {
    pattern:
      /ExpiredToken|token included in the request is expired|SSO session (?:has expired|.* expired)|RequestExpired/,
    explain: () =>
      new UserError('CREDENTIALS_EXPIRED', 'Your AWS credentials have expired.', [
        'aws sso login   # or renew them the way you got them',
        'Then run this again: it goes on where it stopped.',
      ]),
  },
  {
    pattern: /No valid credential sources found|failed to refresh cached credentials/,
    explain: () =>
      new UserError('CREDENTIALS_MISSING', 'Terraform found no AWS credentials.', [
        'aws configure sso   # or: aws configure',
        'aws sts get-caller-identity   # shows whether it worked',
      ]),
  },
  {
    pattern: /AWS account ID not allowed: (\d*)/,
    explain: ([, account]) =>
      new UserError('ACCOUNT_NOT_ALLOWED', `These credentials belong to account ${account}, not to the twin's.`, [
        'Choose the profile of the account the twin lives in: --profile <name>',
      ]),
  },
  {
    pattern: /account must be verified before you can add[^.]*CloudFront|Your account must be verified/i,
    explain: () =>
      new UserError(
        'CLOUDFRONT_NOT_VERIFIED',
        'AWS has not verified this account for CloudFront yet, as happens with new accounts. It is not a permission problem.',
        [
          'Open a case at https://console.aws.amazon.com/support/home (Account and billing) and ask for CloudFront to be enabled.',
          'Then run this again: it goes on where it stopped.',
        ],
      ),
  },
  {
    pattern: /is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/,
    explain: ([, action, resource]) =>
      new UserError(
        'ACCESS_DENIED',
        `You are not allowed to ${action}${resource ? ` on ${resource.replace(/[",.]+$/, '')}` : ''}.`,
        ['twin policy   # prints the policy an administrator needs to attach'],
      ),
  },
  {
    pattern: /operation error (\w[\w ]*): (\w+)[\s\S]*?(?:AccessDenied|AccessDeniedException|StatusCode: 403)/,
    explain: ([, service, operation]) =>
      new UserError('ACCESS_DENIED', `AWS refused ${operation} of ${service}.`, [
        'twin policy   # prints the policy an administrator needs to attach',
      ]),
  },
  {
    pattern: /S3 bucket "([^"]*)" does not exist/,
    explain: ([, bucket]) =>
      new UserError('STATE_BUCKET_MISSING', `The state bucket ${bucket} does not exist.`, [
        'twin deploy   # makes it again',
      ]),
  },
  {
    pattern:
      /(?:Failed to query available provider packages|Failed to install provider)(?:[\s\S]*could not connect to ([\w.-]+):)?/,
    explain: ([, host = 'the provider registry']) =>
      new UserError('REGISTRY_UNREACHABLE', `Terraform could not get the AWS provider from ${host}.`, [
        'Check the network and the proxy (HTTPS_PROXY), then run this again.',
        'Without a way to the registry: put a provider mirror into ~/.terraform.d/plugins.',
      ]),
  },
  {
    pattern: /RequestEntityTooLarge|Unzipped size must be smaller|request must be smaller than \d+ bytes/,
    explain: () =>
      new UserError('PACKAGE_TOO_LARGE', 'The Lambda package is larger than AWS takes in a direct upload (50 MB).', [
        'Take packages that are not needed out of backend/requirements.txt.',
      ]),
  },
  {
    pattern: /The deployment package (\S+) is missing|The dependencies package (\S+) is missing/,
    explain: ([, code, dependencies]) =>
      new UserError('PACKAGE_MISSING', `${code ?? dependencies} is not there.`, ['twin deploy   # builds it']),
  },
  {
    pattern: /The Terraform workspace is (\S+), the settings are those of (\w+)/,
    explain: ([, workspace, environment]) =>
      new UserError(
        'WORKSPACE_MISMATCH',
        `Terraform's workspace is ${workspace}, but the settings are those of ${environment}. Nothing was changed.`,
        [`twin deploy ${environment}`],
      ),
  },
  {
    pattern: /BucketNotEmpty/,
    explain: (_match, _text, { address }) =>
      new UserError('BUCKET_NOT_EMPTY', `${address ?? 'A bucket'} still has objects in it, so AWS keeps it.`, [
        'twin destroy   # empties it first',
      ]),
  },
  {
    pattern: /BucketAlreadyExists/,
    explain: (_match, _text, { address }) =>
      new UserError(
        'BUCKET_NAME_TAKEN',
        `${address ?? 'A bucket'}: somebody else's AWS account has this bucket name.`,
        ['Choose another project name: --project-name <name>'],
      ),
  },
  {
    pattern: /no such host|connection refused|i\/o timeout|network is unreachable/,
    explain: () =>
      new UserError('AWS_UNREACHABLE', 'Terraform could not reach AWS.', [
        'Check the network and the proxy, then run this again: it goes on where it stopped.',
      ]),
  },
]

/** The error for a complaint of Terraform that people can mend, or nothing for all others. */
export function findFailure(diagnostic: Diagnostic): UserError | undefined {
  const text = `${diagnostic.summary}\n${diagnostic.detail}`
  for (const { pattern, explain } of knownFailures) {
    const match = pattern.exec(text)
    if (match) return explain(match, text, diagnostic)
  }
  return undefined
}
