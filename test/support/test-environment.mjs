// The environment that tests live in: built up from a list of what they may see, never taken over
// whole, so that no credentials or habits of whoever runs them can reach a test.
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Says that an environment was already built here; its value is the tests' home. */
export const homeVariable = 'TWIN_TEST_HOME'

/** Where programs, temporary folders, certificates and proxies are; none of them is a credential of AWS or GitHub. */
const allowed = [
  /^(PATH|Path|TMPDIR|TEMP|TMP|LANG|LC_[A-Z]+|TZ)$/,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NIX_SSL_CERT_FILE|GIT_SSL_CAINFO)$/,
  /^(https?|no|all)_proxy$/i,
  /^(PIP_|npm_config_|PYENV_)/i,
  /^(PYTHONDONTWRITEBYTECODE|CHROME_PATH|PLAYWRIGHT_BROWSERS_PATH|TWIN_TEST_HOME|TWIN_TEST_TARBALL|UPDATE_FIXTURES)$/,
  /^(SystemRoot|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT)$/i,
]

/** npm hands its own run on in these: a prefix or a project folder of `npm test` is nobody else's business. */
const ofThisRun = /^npm_config_(local_prefix|prefix|global_prefix|globalconfig|init_module|noproxy|node_gyp)$/i

/** Where playwright keeps its browsers, which depends on a home that tests do not have. */
function browserCache(home) {
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'ms-playwright')
  if (process.platform === 'win32') return join(home, 'AppData', 'Local', 'ms-playwright')
  return join(home, '.cache', 'ms-playwright')
}

/** Settings and downloads of npm, pip and playwright that lie in the real home, pointed to from outside it. */
function packageSettings(ambient, home) {
  const pipHome = ambient.XDG_CONFIG_HOME || join(home, '.config')
  const cacheHome = ambient.XDG_CACHE_HOME || join(home, '.cache')
  const pipConfig = process.platform === 'darwin' ? join(home, 'Library', 'Application Support') : pipHome
  return {
    PIP_CONFIG_FILE: join(pipConfig, 'pip', process.platform === 'win32' ? 'pip.ini' : 'pip.conf'),
    PIP_CACHE_DIR: join(cacheHome, 'pip'),
    NPM_CONFIG_USERCONFIG: join(home, '.npmrc'),
    NPM_CONFIG_CACHE: join(home, '.npm'),
    PLAYWRIGHT_BROWSERS_PATH: browserCache(home),
  }
}

/**
 * The variables for tests and everything they start.
 * @param ambient the variables of whoever runs the tests
 * @param home a new, empty folder that takes the place of the home
 * @param programs folders that come first on PATH
 */
export function testEnvironment(ambient, home, programs = []) {
  const realHome = ambient.HOME || homedir()
  const kept = Object.fromEntries(
    Object.entries(ambient).filter(
      ([name, value]) => value !== undefined && allowed.some((row) => row.test(name)) && !ofThisRun.test(name),
    ),
  )
  const aws = join(home, '.aws-of-tests')
  mkdirSync(aws, { recursive: true })
  for (const name of ['config', 'credentials']) writeFileSync(join(aws, name), '')
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    ...packageSettings(ambient, realHome),
    ...kept,
    PATH: [...programs, ambient.PATH ?? ambient.Path ?? ''].join(separator),
    HOME: home,
    USERPROFILE: home,
    [homeVariable]: home,
    LANG: ambient.LANG || 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_CONFIG_FILE: join(aws, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(aws, 'credentials'),
    // Not left out: Ink and vitest behave differently wherever they believe in a CI.
    CI: 'false',
  }
}
