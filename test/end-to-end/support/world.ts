import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { readRequests, setFaults } from '../../../source/rehearsal/control-client.ts'
import type { FaultRule } from '../../../source/rehearsal/gateway/faults.ts'
import type { RequestLogEntry } from '../../../source/rehearsal/gateway/request-log.ts'
import { type RehearsalRecord, readRecord } from '../../../source/rehearsal/record.ts'
import { bringPackages, keepPackages } from './built-packages.ts'
import type { InstalledProgram } from './install-program.ts'
import { expectNoProcesses } from './processes.ts'
import { type Ending, type Environment, type RunningProgram, startProgram } from './run-program.ts'

export interface RunOptions {
  readonly cwd?: string
  /** Over the world's own; undefined removes a variable. */
  readonly env?: Environment
  readonly program?: 'twin' | 'create-digital-twin'
}

export interface WorldOptions {
  /** Nothing was ever built on this computer: the Lambda's dependencies are fetched for it. */
  readonly isNew?: boolean
}

/** A computer of a test's own: home, folders, an installed program, and at most one rehearsal account. */
export interface World {
  /** Everything of it lies below. */
  readonly root: string
  /** An empty folder at first: where a person would type the command. */
  readonly folder: string
  readonly env: Environment
  run(args: readonly string[], options?: RunOptions): Promise<Ending>
  start(args: readonly string[], options?: RunOptions): RunningProgram
  account(): Promise<RehearsalRecord>
  requests(): Promise<readonly RequestLogEntry[]>
  /** What the account was asked while `work` ran, with what `work` gave. */
  during<Value>(work: () => Promise<Value>): Promise<{ value: Value; requests: readonly RequestLogEntry[] }>
  setFaults(rules: readonly FaultRule[]): Promise<void>
  /** Stops the account and removes the folders. @throws when a process is left. */
  end(): Promise<void>
}

/** What says who somebody is, or changes how the program behaves. */
const notForWorlds =
  /^(AWS_|TWIN_|VITEST|XDG_|TF_|TEST$|NODE_ENV$|NODE_OPTIONS$|CI$|NO_COLOR$|FORCE_COLOR$|COLUMNS$|LINES$)/

export function createWorld({ bin }: InstalledProgram, { isNew = false }: WorldOptions = {}): World {
  // macOS's temporary folder is a link, and programs print where it leads.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'twin-world-')))
  const below = (name: string) => {
    mkdirSync(join(root, name), { recursive: true })
    return join(root, name)
  }
  const folder = below('folder')
  const env: Environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !notForWorlds.test(name))),
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: below('home'),
    USERPROFILE: join(root, 'home'),
    XDG_CACHE_HOME: below('cache'),
    XDG_CONFIG_HOME: below('config'),
    XDG_STATE_HOME: below('state'),
    XDG_DATA_HOME: below('data'),
    // Nobody on the network is asked who we are.
    AWS_EC2_METADATA_DISABLED: 'true',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  }
  if (!isNew) bringPackages(env)
  const account = async () => {
    const record = await readRecord(join(root, 'state', 'create-digital-twin', 'rehearsal'))
    if (!record) throw new Error('No rehearsal account runs in this world.')
    return record
  }
  const requests = async () => readRequests(await account())
  const start: World['start'] = (args, options = {}) =>
    startProgram(join(bin, options.program ?? 'twin'), args, {
      cwd: options.cwd ?? folder,
      env: { ...env, ...options.env },
    })
  const run: World['run'] = (args, options) => start(args, options).ended
  return {
    root,
    folder,
    env,
    run,
    start,
    account,
    requests,
    during: async (work) => {
      const last = JSON.stringify((await requests()).at(-1))
      const value = await work()
      // By the entry, not by a number: the account forgets its oldest requests.
      const all = await requests()
      return { value, requests: all.slice(all.findLastIndex((entry) => JSON.stringify(entry) === last) + 1) }
    },
    setFaults: async (rules) => void (await setFaults(await account(), rules)),
    end: async () => {
      await run(['rehearse', 'stop'])
      await expectNoProcesses(root)
      keepPackages(env)
      rmSync(root, { recursive: true, force: true })
    },
  }
}
