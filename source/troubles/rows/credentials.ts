import { firstSignIn, renewal, replacement } from '../renewal.ts'
import { type Facts, rows } from '../trouble.ts'
import { firstLine, whileDoing } from '../words.ts'

/** The root user's last deed: a user that may do just what a deployment needs. */
function makeUser({ policyArn = 'arn:aws:iam::<account>:policy/digital-twin-deploy' }: Facts): readonly string[] {
  const policy = policyArn.replace(/^.*\//, '')
  return [
    'aws iam create-user --user-name twin',
    `twin policy > ${policy}.json`,
    `aws iam create-policy --policy-name ${policy} --policy-document file://${policy}.json`,
    `aws iam attach-user-policy --user-name twin --policy-arn ${policyArn}`,
    'aws iam create-access-key --user-name twin   # shows the key this once',
    'aws configure --profile twin   # enters the key',
    'twin doctor --profile twin   # and so with every command',
    'Delete the root user’s access keys: https://console.aws.amazon.com/iam/home#/security_credentials',
  ]
}

export const credentialRows = rows('credentials', [
  {
    code: 'CREDENTIALS_EXPIRED',
    title: 'The credentials have expired',
    aws: /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|SSOTokenProviderFailure|TokenProviderError)$/,
    text: /token included in the request is expired|SSO session\b[^.]*\b(?:expired|invalid|not found)|refresh cached SSO token|Token is expired|please re-?authenticate/i,
    cause: (found) => `Your AWS credentials have expired${whileDoing(found)}.`,
    mend: renewal,
    link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html',
  },
  {
    // STS and DynamoDB say it as an invalid signature: "Signature expired", "Signature not yet current".
    code: 'CLOCK_SKEWED',
    title: 'This computer’s clock is wrong',
    aws: /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture)$/,
    text: /Signature expired: |Signature not yet current|request time and the current time is too large/i,
    cause: () => 'This computer’s clock differs from AWS’s by more than AWS accepts.',
    mend: () => [
      'Set the clock: turn on automatic time in the system’s settings (Linux: sudo timedatectl set-ntp true).',
      'Then run the same command again.',
    ],
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
  },
  {
    code: 'CREDENTIALS_INVALID',
    title: 'AWS does not know the credentials',
    aws: /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|AuthFailure)$/,
    text: /security token included in the request is invalid|AWS Access Key Id you provided does not exist/,
    cause: (found) => `AWS does not know these credentials, or the secret key is wrong${whileDoing(found)}.`,
    mend: replacement,
    link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html',
  },
  {
    code: 'CREDENTIALS_MISSING',
    title: 'There are no AWS credentials',
    aws: /^(CredentialsProviderError|MissingAuthenticationToken|MissingAuthenticationTokenException)$/,
    text: /No valid credential sources found|failed to refresh cached credentials/,
    cause: ({ text = '' }) => {
      const isTerraform = text === '' || /No valid credential sources found/.test(text)
      return isTerraform ? 'No AWS credentials were found.' : `No AWS credentials were found: ${firstLine(text)}`
    },
    mend: firstSignIn,
    link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html',
  },
  {
    code: 'ACCOUNT_NOT_ALLOWED',
    title: 'The credentials belong to another account',
    text: /AWS account ID not allowed: (?<account>\d*)/,
    cause: ({ account }) =>
      `These credentials belong to ${account ? `account ${account}` : 'another account'}, not to the twin’s.`,
    mend: () => [
      'Choose the profile of the account that the twin lives in: --profile <name>',
      'aws sts get-caller-identity   # shows whose credentials are used',
    ],
    link: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html',
  },
  {
    code: 'ROOT_REFUSED',
    title: 'The root user is refused',
    cause: ({ account }) =>
      `These are the credentials of the root user${account ? ` of account ${account}` : ''}. The root user can do everything, cannot be limited, and is not to be used for daily work (AWS says so too). Nothing was changed.`,
    mend: makeUser,
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  },
])
