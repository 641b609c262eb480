import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readLocalData } from '../../../source/services/data/local-data.ts'
import { waitFor } from '../support/processes.ts'
import type { Environment, RunningProgram } from '../support/run-program.ts'
import { killedAt, type Life } from './life.ts'
import { remains } from './search.ts'

/** Brings a run to its death; given when it was started. */
type Death = (running: RunningProgram, life: Life) => void | Promise<void>

export interface Kill {
  readonly point: string
  readonly args: readonly string[]
  readonly project: string
  readonly env?: Environment
  /** A call to the file system, see kill-at.mjs, or something else that happens. */
  readonly at: string | Death
  /** What stands between the two runs, because a person is told to do it. */
  readonly between?: readonly string[]
}

export interface Row {
  readonly point: string
  readonly left: string
  readonly next: string
}

const die = ({ pid }: RunningProgram) => process.kill(pid, 'SIGKILL')

/** When a server is asked this, the program ends, and gets no answer. */
export const asked =
  (server: 'git' | 'api' | 'storage', pattern: RegExp): Death =>
  (running, { hooks }) => {
    hooks[server] = ({ method, url, socket }) => {
      if (!pattern.test(`${method} ${url}`)) return false
      hooks[server] = undefined
      die(running)
      socket.destroy()
      return true
    }
  }

/** When something is seen in the account, the program ends. */
export const seen =
  (what: string, condition: (life: Life) => Promise<boolean>): Death =>
  async (running, life) => {
    let hasEnded = false
    void running.ended.then(() => {
      hasEnded = true
    })
    await waitFor(
      async () => hasEnded || (await condition(life)),
      () => `${what} was never seen`,
      120_000,
    )
    expect({ what, hasEnded }).toEqual({ what, hasEnded: false })
    die(running)
  }

const versionIn = (project: string) => readLocalData(join(project, 'backend', 'data')).then(({ version }) => version)

/** The data of somebody else's checkout, before anything was pulled into it. */
export function putOldData(life: Life, project: string): void {
  const data = join(project, 'backend', 'data')
  rmSync(data, { recursive: true, force: true })
  cpSync(join(life.assets, 'backend', 'data'), data, { recursive: true })
}

/**
 * Kills a run at a point and repeats it: in between the project's data reads as before or as afterwards, and
 * the second run ends well and clears away what the first one left.
 */
export async function killAndRepeat(life: Life, kill: Kill): Promise<Row> {
  const { point, args, project, env = {}, at, between } = kill
  const before = await versionIn(project)
  const running = life.start(args, { ...env, ...(typeof at === 'string' ? killedAt(at) : {}) }, project)
  if (typeof at !== 'string') await at(running, life)
  const { code, stdout, stderr } = await running.ended
  expect({ point, code, stdout, stderr }).toMatchObject({ point, code: undefined })
  life.hooks.git = life.hooks.api = life.hooks.storage = undefined
  const left = remains(life, project).map((path) => path.replace(project, '').replace(life.world.root, ''))
  const during = await versionIn(project)
  if (between) expect(await life.run(between, env, project)).toMatchObject({ code: 0 })
  const again = await life.run(args, env, project)
  expect({ point, ...again }).toMatchObject({ point, code: 0 })
  const after = await versionIn(project)
  expect([before, after], point).toContain(during)
  expect(remains(life, project), point).toEqual([])
  const reading = before === after ? 'same' : during === before ? 'old' : 'new'
  return {
    point,
    left: left.map((path) => path.replace(/^.*\//, '')).join(' ') || 'nothing',
    next: `data ${reading}, then exit 0`,
  }
}
