import { exitCodes } from '../../errors.ts'
import { type Facts, rows } from '../trouble.ts'
import { firstLine, whileDoing } from '../words.ts'

const proxies = 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html'

/** Terraform puts AWS's words behind the error's name, in the middle of its own. */
function sayingWhich({ text }: Facts): string {
  if (!text) return '.'
  const words = /\b(?:TooMany|\w*LimitExceeded|\w*QuotaExceeded|CodeStorageExceeded)\w*: (.+)/.exec(text)?.[1]
  return `: ${words ?? firstLine(text)}`
}

export const networkRows = rows('network', [
  {
    code: 'AWS_THROTTLED',
    title: 'AWS asks to slow down',
    aws: /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|SlowDown|RequestLimitExceeded)$/,
    cause: (found) => `AWS asked us to slow down and kept doing so${whileDoing(found)}.`,
    mend: () => ['Wait a minute, then run the same command again.'],
    link: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
  },
  {
    code: 'REGION_NOT_ENABLED',
    title: 'The region is not enabled',
    aws: /^(OptInRequired|InvalidRegion|UnknownEndpoint)$/,
    cause: (found) => `This region is not enabled for your account${whileDoing(found)}.`,
    mend: () => [
      'Choose another one with --region, or have it enabled: only an administrator may, in the AWS console under Account → Regions.',
    ],
    link: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  },
  {
    code: 'QUOTA_REACHED',
    title: 'A quota of the account is used up',
    aws: /^(TooMany(?!Requests|Entries|Invalidations)\w+|LimitExceeded|LimitExceededException|ServiceQuotaExceededException|CodeStorageExceededException)$/,
    cause: (found) => `Your account has as many of these as AWS allows${whileDoing(found)}${sayingWhich(found)}`,
    mend: () => [
      'Remove what is no longer used, or ask AWS for more: https://console.aws.amazon.com/servicequotas/home',
      'Then run the same command again.',
    ],
    link: 'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
  },
  {
    code: 'REGISTRY_UNREACHABLE',
    title: 'Terraform’s registry cannot be reached',
    text: /(?:Failed to query available provider packages|Failed to install provider)(?:[\s\S]*could not connect to (?<host>[\w.-]+):)?/,
    cause: ({ host = 'the provider registry' }) => `Terraform could not get the AWS provider from ${host}.`,
    mend: () => [
      'Check the network and the proxy (HTTPS_PROXY), then run this again.',
      'Without a way to the registry: put a provider mirror into ~/.terraform.d/plugins.',
    ],
    link: 'https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation',
  },
  {
    // A sign-in page of a hotel, a proxy of a company: HTML where an answer should be.
    code: 'NOT_AWS',
    title: 'Something answers in the place of AWS',
    aws: /^SyntaxError$/,
    text: /Deserialization error|Unable to parse|not valid XML|is not valid JSON/i,
    cause: ({ doing }) =>
      `The answer did not come from AWS${doing ? ` while ${doing}` : ''}: a sign-in page or a proxy stands in between.`,
    mend: () => ['Open a web page in the browser and sign in to the network, then run the same command again.'],
    link: proxies,
    exitCode: exitCodes.outsideTool,
  },
  {
    code: 'NETWORK_UNREACHABLE',
    title: 'The network does not lead to AWS',
    aws: /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|CERT_.*|.*_CERT.*|TimeoutError)$/,
    text: /(?<reason>no such host|connection refused|connection reset by peer|i\/o timeout|network is unreachable|TLS handshake timeout|failed to verify certificate)/,
    cause: ({ host = 'AWS', doing, names = [], reason = names.at(-1) }) =>
      `${host} could not be reached${doing ? ` while ${doing}` : ''}${reason ? ` (${reason})` : ''}.`,
    mend: () => ['Check the connection, VPN and proxy, then run the same command again.'],
    link: proxies,
    exitCode: exitCodes.outsideTool,
  },
  {
    code: 'AWS_ERROR',
    title: 'AWS answers with an error that is not known here',
    cause: ({ status, names = [], doing, text }) =>
      `AWS answered ${[status, names[0]].filter(Boolean).join(' ') || 'with an error'}${doing ? ` while ${doing}` : ''}${text ? `: ${firstLine(text)}` : '.'}`,
    mend: () => ['Run the same command again; if it stays, see https://health.aws.amazon.com.'],
    link: 'https://health.aws.amazon.com/health/status',
    exitCode: exitCodes.outsideTool,
  },
])
