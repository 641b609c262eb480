import { exitCodes, UserError } from '../../errors.ts'

interface Explanation {
  readonly names: RegExp
  readonly explain: (doing: string, message: string) => UserError
}

const signInAgain = [
  'Sign in again: aws sso login, or aws configure for access keys.',
  'Then run the same command again.',
]

/** One table from AWS's error names to sentences; first match wins. */
const explanations: readonly Explanation[] = [
  {
    names: /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|SSOTokenProviderFailure|TokenProviderError)$/,
    explain: (doing) =>
      new UserError('CREDENTIALS_EXPIRED', `Your AWS credentials have expired (${doing}).`, signInAgain),
  },
  {
    names: /^CredentialsProviderError$/,
    explain: (_, message) =>
      /expired|SSO session/i.test(message)
        ? new UserError('CREDENTIALS_EXPIRED', 'Your AWS sign-in has expired.', signInAgain)
        : new UserError('CREDENTIALS_MISSING', `No AWS credentials were found: ${firstLine(message)}`, [
            'Sign in: aws configure (access keys) or aws configure sso.',
            'Or name a profile: --profile <name>.',
            'To see everything first without an account: create-digital-twin --rehearse.',
          ]),
  },
  {
    names:
      /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|AuthFailure)$/,
    explain: (doing) =>
      new UserError(
        'CREDENTIALS_INVALID',
        `AWS does not know these credentials, or the secret key is wrong (${doing}).`,
        [
          'Check which ones are used: aws configure list.',
          'Enter new ones with aws configure, or choose a profile with --profile.',
        ],
      ),
  },
  {
    names: /^(RequestTimeTooSkewed|RequestExpired)$/,
    explain: () =>
      new UserError('CLOCK_SKEWED', 'This computer’s clock differs from AWS’s by more than AWS accepts.', [
        'Set the clock (turn on automatic time), then run the same command again.',
      ]),
  },
  {
    names: /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden)$/,
    explain: (doing, message) =>
      new UserError('ACCESS_DENIED', `AWS refused ${doing}: ${firstLine(message)}`, [
        'See what is missing: twin policy prints the policy that an administrator can attach.',
      ]),
  },
  {
    names: /^(Throttling|ThrottlingException|TooManyRequestsException|SlowDown|RequestLimitExceeded)$/,
    explain: (doing) =>
      new UserError('AWS_THROTTLED', `AWS asked us to slow down and kept doing so (${doing}).`, [
        'Wait a minute, then run the same command again.',
      ]),
  },
  {
    names: /^(OptInRequired|InvalidRegion|UnknownEndpoint)$/,
    explain: (doing) =>
      new UserError('REGION_NOT_ENABLED', `This region is not enabled for your account (${doing}).`, [
        'Choose another one with --region, or enable it in the AWS console under Account → Regions.',
      ]),
  },
]

const networkCodes =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CERT_.*|.*_CERT.*|TimeoutError)$/

/**
 * A failed AWS call as a sentence. What is no AWS or network error comes back as it is.
 * @param doing what was being done, to follow “while”, such as “reading the state bucket”.
 */
export function explainAwsError(problem: unknown, doing: string): unknown {
  if (problem instanceof UserError || !(problem instanceof Error)) return problem
  const found = explanations.find(({ names }) => names.test(problem.name))
  if (found) return found.explain(doing, problem.message)
  const code = 'code' in problem ? String(problem.code) : problem.name
  if (networkCodes.test(code) || networkCodes.test(problem.name)) {
    return new UserError(
      'NETWORK_UNREACHABLE',
      `AWS could not be reached while ${doing} (${code}).`,
      ['Check the connection, VPN and proxy, then run the same command again.'],
      exitCodes.outsideTool,
    )
  }
  if (
    problem instanceof SyntaxError ||
    /Deserialization error|Unable to parse|not valid XML|is not valid JSON/i.test(problem.message)
  ) {
    return notAws(doing)
  }
  const status = statusOf(problem)
  if (status !== undefined) {
    const code = exitCodes.outsideTool
    return new UserError(
      'AWS_ERROR',
      `AWS answered ${status} ${problem.name} while ${doing}: ${firstLine(problem.message)}`,
      ['Run the same command again; if it stays, see https://health.aws.amazon.com.'],
      code,
    )
  }
  return problem
}

/** Something between us and AWS answers in its place: a hotel's sign-in page, a company's proxy. */
export const notAws = (doing: string) =>
  new UserError(
    'NOT_AWS',
    `The answer did not come from AWS while ${doing}: a sign-in page or a proxy stands in between.`,
    ['Open a web page in the browser and sign in to the network, then run the same command again.'],
    exitCodes.outsideTool,
  )

/** Runs AWS calls and explains their failures. */
export async function explained<Value>(doing: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (problem) {
    throw explainAwsError(problem, doing)
  }
}

/** The HTTP status AWS answered with, if it answered. */
export function statusOf(problem: unknown): number | undefined {
  const metadata = (problem as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata
  return metadata?.httpStatusCode
}

const firstLine = (text: string) => text.split('\n')[0] ?? text
