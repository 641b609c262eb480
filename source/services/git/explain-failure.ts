import { exitCodes, ToolError, UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import type { GitAddress } from './address.ts'

export interface FailureFacts {
  readonly address: GitAddress
  readonly exitCode: number
  readonly hasToken: boolean
}

interface Row {
  readonly words: RegExp
  readonly problem: (facts: FailureFacts, match: RegExpExecArray) => UserError
}

const isWeb = ({ protocol }: GitAddress) => protocol === 'https' || protocol === 'http'
const hostOf = ({ host, url }: GitAddress) => host ?? url

/** The account that ssh signs in with, as one would type it behind `ssh -T`. */
const accountOf = ({ user, host, port }: GitAddress) => `${port ? `-p ${port} ` : ''}${user ?? 'git'}@${host}`
/** As it stands in known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
const knownName = ({ host, port }: GitAddress) => (port ? `"[${host}]:${port}"` : host)

function accessRefused({ address, hasToken }: FailureFacts): UserError {
  const { url } = address
  if (isWeb(address) && hasToken) {
    return new UserError(
      'PRIVATE_TOKEN_SCOPE',
      `The token may not do this with ${url}: it lacks the permission for its contents.`,
      [
        'export PRIVATE_DATA_PAT=<the token>   # with "Contents: Read and write" (to read: "Read-only") for this repository',
      ],
    )
  }
  const message = `${hostOf(address)} does not let you do this with ${url}.`
  if (address.protocol === 'file') return new UserError('GIT_ACCESS_REFUSED', message, [`ls -ld ${url}`])
  return new UserError('GIT_ACCESS_REFUSED', message, [
    isWeb(address)
      ? 'export PRIVATE_DATA_PAT=<a token that may write to the repository>'
      : `ssh -T ${accountOf(address)}   # says who you are there; the owner of the repository must let you in`,
  ])
}

function signInRefused({ address, hasToken }: FailureFacts): UserError {
  const host = hostOf(address)
  return hasToken
    ? new UserError('PRIVATE_TOKEN_REFUSED', `${host} refuses the token: it is mistyped, expired or revoked.`, [
        'export PRIVATE_DATA_PAT=<a new token>',
      ])
    : new UserError('GIT_SIGN_IN_NEEDED', `${host} wants to know who you are, and there is no token.`, [
        'export PRIVATE_DATA_PAT=<a token that may read the contents of the repository>',
      ])
}

function notFound({ address }: FailureFacts): UserError {
  const { url } = address
  return new UserError('PRIVATE_REPO_NOT_FOUND', `There is no git repository ${url} that you may see.`, [
    address.protocol === 'file'
      ? `git init --bare ${folderOf(address)}   # makes an empty one there`
      : `git ls-remote ${url}   # after correcting the address, or being let in by its owner`,
  ])
}

/** Where git wants a folder and no address: `git init file:///x` makes one that is called `file:`. */
const folderOf = ({ url }: GitAddress) => url.replace(/^file:\/\//, '')

const pushRefused = ({ address }: FailureFacts, reason: string) =>
  new UserError('GIT_PUSH_REFUSED', `${address.url} does not take the data: ${reason}.`, [
    `twin data push --private-repo ${address.url}#twin-data-2   # another branch, or let the owner lift the rule`,
  ])

/** The first row that fits counts: a connection that ends is only said to be one when nothing better is known. */
const rows: readonly Row[] = [
  {
    words: /detected dubious ownership/,
    problem: ({ address }) =>
      new UserError('GIT_REPOSITORY_FOREIGN', `${address.url} belongs to another user, and git does not trust it.`, [
        `git config --global --add safe.directory ${folderOf(address)}   # if you trust who owns it`,
      ]),
  },
  {
    words: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    problem: ({ address }) =>
      new UserError(
        'GIT_HOST_KEY_CHANGED',
        `${address.host} shows another host key than before: it was renewed, or somebody stands in between.`,
        [`ssh-keygen -R ${knownName(address)}   # only after its owner has confirmed the new key`],
      ),
  },
  {
    words: /Host key verification failed/,
    problem: ({ address }) =>
      new UserError('GIT_HOST_KEY_UNKNOWN', `ssh does not know the host key of ${address.host} yet.`, [
        `ssh -T ${accountOf(address)}   # shows it; compare it with what the host publishes, and answer yes`,
      ]),
  },
  {
    words: /Permission denied \([a-z,-]+\)|Too many authentication failures/,
    problem: ({ address }) =>
      new UserError('GIT_ACCESS_REFUSED', `${address.host} knows none of your ssh keys.`, [
        `ssh-add -l   # lists the keys that the agent offers; ssh-add <file> adds one`,
        `ssh -T ${accountOf(address)}`,
      ]),
  },
  {
    words: /Authentication failed|could not read (Username|Password)|HTTP Basic: Access denied|returned error: 401/,
    problem: signInRefused,
  },
  {
    words: /GH001|exceeds .* file size limit/,
    problem: (facts) => pushRefused(facts, 'the file is larger than it allows'),
  },
  {
    words: /GH00[0-9]|GH01[0-9]|protected branch|hook declined|deny updating a hidden ref/,
    problem: (facts) => pushRefused(facts, 'a rule of the repository protects the branch'),
  },
  {
    words: /refusing to update checked out branch/,
    problem: (facts) => pushRefused(facts, 'the branch is checked out there'),
  },
  {
    words: /returned error: 403|[Ww]rite access to|Permission to \S+ denied|marked as read only|not allowed to/,
    problem: accessRefused,
  },
  {
    words: /returned error: 429/,
    problem: ({ address }) =>
      new UserError(
        'GITHUB_RATE_LIMITED',
        `${hostOf(address)} answers no more requests for now.`,
        ['Run the same command again in some minutes.'],
        exitCodes.outsideTool,
      ),
  },
  {
    words: /returned error: (5\d\d)/,
    problem: ({ address }, [, status]) =>
      new UserError(
        'GIT_SERVER_FAILED',
        `${hostOf(address)} answered with status ${status}.`,
        ['Run the same command again in some minutes.'],
        exitCodes.outsideTool,
      ),
  },
  {
    words: /Could not resolve host|Name or service not known|Temporary failure in name resolution/,
    problem: ({ address }) => troubleError('NETWORK_UNREACHABLE', { host: hostOf(address), reason: 'no such host' }),
  },
  {
    words: /certificate (problem|verification failed)|server verification failed/i,
    problem: ({ address }) =>
      troubleError('NETWORK_UNREACHABLE', { host: hostOf(address), reason: 'its certificate is not trusted' }),
  },
  {
    words:
      /(Connection (?:refused|timed out|reset)|Network is unreachable|No route to host|Failed to connect|Couldn't connect|Operation too slow|timed out)/,
    problem: ({ address }, [, reason]) =>
      troubleError('NETWORK_UNREACHABLE', { host: hostOf(address), reason: reason?.toLowerCase() }),
  },
  {
    words: /insufficient permission for adding an object|unable to create temporary|Permission denied/,
    problem: accessRefused,
  },
  {
    words:
      /[Rr]epository .*not found|does not appear to be a git repository|not a git repository|returned error: 404|could not be found|No such file or directory|not valid: /,
    problem: notFound,
  },
  {
    words:
      /hung up|early EOF|unexpected disconnect|RPC failed|[Cc]onnection closed|Recv failure|Send failure|Empty reply|premature end|invalid index-pack output|bad pack|TLS connection/,
    problem: ({ address }) =>
      troubleError('NETWORK_UNREACHABLE', { host: hostOf(address), reason: 'the connection broke off' }),
  },
]

/**
 * What git's words mean.
 * @param text what it printed, redacted already.
 * @returns a UserError of one of the rows above; for other words a ToolError GIT_FAILED with the last of them.
 */
export function explainGitFailure(text: string, facts: FailureFacts): UserError {
  for (const { words, problem } of rows) {
    const match = words.exec(text)
    if (match) return problem(facts, match)
  }
  return new ToolError(
    'GIT_FAILED',
    `git could not finish its work with ${facts.address.url}.`,
    {
      tool: 'git',
      command: 'git',
      toolExitCode: facts.exitCode,
      lastLines: text.trim().split('\n').filter(Boolean).slice(-12),
    },
    [`git ls-remote ${facts.address.url}   # shows whether git itself gets through`],
  )
}
