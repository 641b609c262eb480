import { ToolError, UserError } from '../../errors.ts'

const offline =
  /NewConnectionError|NameResolutionError|Temporary failure in name resolution|getaddrinfo failed|Network is unreachable|Connection refused|Read timed out|ConnectTimeoutError|ProxyError|SSLError|CERTIFICATE_VERIFY_FAILED/i

/** Turns what pip printed into an error with a way on; pure. `command` is shown as it is and must hold no secret. */
export function explainPipFailure(output: string, exitCode: number, command: string): UserError {
  if (/No module named pip\b/.test(output)) {
    return new UserError('TOOL_PIP_MISSING', 'This Python has no pip.', ['python3 -m ensurepip --upgrade'])
  }
  if (/no such option: --|invalid --platform|unrecognized arguments/i.test(output)) {
    return new UserError('TOOL_PIP_OLD', 'This pip is too old to fetch packages for another platform.', [
      'python3 -m pip install --user --upgrade pip',
    ])
  }
  if (/DO NOT MATCH THE HASHES|Hashes are required/i.test(output)) {
    return new UserError(
      'DEPENDENCY_HASH_MISMATCH',
      'A dependency is not the file that the lock file (backend/requirements.txt) names by its hash.',
      [
        'Restore the lock file: git checkout -- backend/requirements.txt',
        'If you changed requirements.in, lock again with hashes for every platform.',
      ],
    )
  }
  if (offline.test(output)) {
    return new UserError('PACKAGE_INDEX_UNREACHABLE', 'pip cannot reach the package index.', [
      'Check the network, a proxy (HTTPS_PROXY), and pip config list; then run the same command again.',
    ])
  }
  const missing = /No matching distribution found for (\S+)/.exec(output)?.[1]
  if (missing) {
    return new UserError(
      'DEPENDENCY_NOT_FOUND',
      `The package index has no build of ${missing} for the Lambda's platform (CPython 3.13, Linux, arm64).`,
      [
        'Lock a version that publishes a wheel for manylinux aarch64 in backend/requirements.txt.',
        'pip config list shows which index is asked.',
      ],
    )
  }
  return new ToolError(
    'PIP_FAILED',
    `pip ended with exit code ${exitCode}.`,
    { tool: 'pip', command, toolExitCode: exitCode, lastLines: output.trim().split(/\r?\n/).slice(-12) },
    ['Read the last lines above; pip config list shows the settings that pip works with.'],
  )
}
