import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const programs = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome']
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
}

/** Where playwright keeps the browser of its own version, when somebody installed it. */
function findInCache(): string | undefined {
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : undefined
}

function findInstalled(): string | undefined {
  return findOnPath() ?? macApplications.find(isProgram) ?? findInCache()
}

/** Runs an installer with its output on our stderr; says whether it ended well. */
function install(why: string, command: string, args: readonly string[]): boolean {
  process.stderr.write(`${why}: ${command} ${args.join(' ')}\n`)
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: 600_000 }).status === 0
}

const isRoot = () => process.getuid?.() === 0

/**
 * The path of a Chromium for the browser tests: CHROME_PATH, one that is installed, or one that is
 * installed now (by playwright, else by apt where that is allowed). Says on stderr what it does.
 * @throws when none is there and none could be installed.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env.CHROME_PATH
  if (chosen) {
    if (!isProgram(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which is no program that can be run.`)
    return chosen
  }
  const installed = findInstalled()
  if (installed !== undefined) return installed

  install('No Chromium found, installing one', 'npx', ['--no-install', 'playwright-core', 'install', 'chromium'])
  const downloaded = findInCache()
  if (downloaded !== undefined) return downloaded

  if (isRoot() && existsSync('/etc/debian_version')) {
    install('Not there either, trying the system', 'apt-get', ['update', '-q'])
    install('Now the browser', 'apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'])
    const packaged = findInstalled()
    if (packaged !== undefined) return packaged
  }
  throw new Error('The browser tests need Chromium: install chromium or Google Chrome, or set CHROME_PATH to one.')
}

/** Starts a headless Chromium that talks to nobody but the pages it is shown; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const alone = ['--disable-component-update', '--disable-sync']
  // Chromium refuses to sandbox when root starts it, as containers do.
  const sandbox = isRoot() ? ['--no-sandbox'] : []
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: true,
    args: [...quiet, ...alone, ...sandbox],
  })
}
