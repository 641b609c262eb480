import { spawn } from 'node:child_process'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { UserError } from '../errors.ts'
import { askToStop, readStatus } from './control-client.ts'
import { readProgress } from './daemon/progress-file.ts'
import { isAlive } from './is-alive.ts'
import { daemonLogPath, progressPath, type RehearsalRecord, readRecord, recordPath } from './record.ts'
import { withStartLock } from './start-lock.ts'

export { rehearsalEnvironment } from './environment.ts'
export type { IdentityName, RehearsalRecord } from './record.ts'

export interface StartOptions {
  /** The account's own folder; made with mode 0700. */
  readonly home: string
  /** Path of the built daemon. */
  readonly daemonEntry: string
  /** What the deployer's policy is limited to. */
  readonly projectName: string
  readonly region: string
  /** Path of the requirements file that pins what the Lambda runtime brings (backend/requirements-runtime.txt). */
  readonly runtimeRequirements: string
  readonly onProgress?: (message: string) => void
  /** How long it lives unused; an hour when not given. */
  readonly idleSeconds?: number
}

/** Milliseconds: making a Python environment and installing moto over a slow line fits in. */
const startLimit = 300_000

/**
 * The running account: the one there is, or a new one in a background process that outlives this one.
 * @throws {UserError} when it cannot start: no Python, no moto, or whatever the daemon said.
 */
export async function startRehearsal(options: StartOptions): Promise<RehearsalRecord> {
  const running = await findRehearsal(options.home)
  if (running) return running
  await mkdir(options.home, { recursive: true, mode: 0o700 })
  return withStartLock(options.home, async () => {
    const started = await findRehearsal(options.home)
    return started ?? launch(options)
  })
}

async function launch(options: StartOptions): Promise<RehearsalRecord> {
  const { home, daemonEntry, projectName, region, runtimeRequirements, idleSeconds = 3600, onProgress } = options
  await rm(recordPath(home), { force: true })
  await writeFile(progressPath(home), '', { mode: 0o600 })
  const log = await open(daemonLogPath(home), 'a', 0o600)
  const args = ['--home', home, '--project-name', projectName, '--region', region]
  const more = ['--runtime-requirements', runtimeRequirements, '--idle-seconds', String(idleSeconds)]
  const child = spawn(process.execPath, [daemonEntry, ...args, ...more], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: home,
    env: daemonEnvironment(),
  })
  let hasEnded = false
  for (const event of ['error', 'exit'] as const) {
    child.once(event, () => {
      hasEnded = true
    })
  }
  child.unref()
  await log.close()
  let told = 0
  for (const deadline = Date.now() + startLimit; Date.now() < deadline; await wait(25)) {
    const lines = await readProgress(home)
    for (const line of lines.slice(told)) {
      if ('failed' in line) throw new UserError(line.failed.code, line.failed.message, line.failed.nextSteps)
      onProgress?.(line.progress)
    }
    told = lines.length
    const record = await findRehearsal(home)
    if (record) return record
    if (hasEnded) break
  }
  throw new UserError('REHEARSAL_NOT_STARTED', `The rehearsal account did not start: ${await lastLine(home)}`, [
    `Look into ${daemonLogPath(home)}`,
  ])
}

/** Of the person who happens to start it: the account outlives that run, and its programs have no use for them. */
const personal = /^(AWS_.*|DATA_KEY|NEW_DATA_KEY|PRIVATE_DATA_PAT)$/

function daemonEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !personal.test(name))
  return { ...Object.fromEntries(own), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
}

async function lastLine(home: string): Promise<string> {
  const text = await readFile(daemonLogPath(home), 'utf8').catch(() => '')
  return text.trim().split('\n').at(-1) ?? ''
}

/** The account that runs for this folder, seen to answer; undefined when none does. */
export async function findRehearsal(home: string): Promise<RehearsalRecord | undefined> {
  const record = await readRecord(home)
  if (!record || !isAlive(record.pid)) return undefined
  try {
    const { pid } = await readStatus(record)
    return pid === record.pid ? record : undefined
  } catch {
    return undefined
  }
}

/**
 * Ends the account and everything in it, and removes its record; says whether there was one. A process
 * that does not answer as ours is left alone, whatever the record says.
 */
export async function stopRehearsal(home: string): Promise<boolean> {
  const record = await findRehearsal(home)
  if (!record) {
    await rm(recordPath(home), { force: true })
    return false
  }
  await askToStop(record)
  for (const deadline = Date.now() + 15_000; isAlive(record.pid); await wait(20)) {
    if (Date.now() > deadline)
      throw new UserError('REHEARSAL_NOT_STOPPED', `The rehearsal account (process ${record.pid}) does not end.`, [
        `kill ${record.pid}`,
      ])
  }
  return true
}
