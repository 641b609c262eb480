import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { setTfvars } from '../../source/services/terraform/tfvars.ts'
import { type Aws, awsIn } from '../end-to-end/support/aws-cli.ts'
import type { Environment } from '../end-to-end/support/run-program.ts'
import { createWorld, type World } from '../end-to-end/support/world.ts'
import { projectName } from './normalise.ts'
import { type ProviderLog, readProviderLog } from './provider-log.ts'
import type { Shape, Variables } from './shapes.ts'

export interface Run {
  /** Instead of the rehearsal's administrator: whose credentials, by variables. */
  readonly env?: Environment
  /** `well` when not given. */
  readonly ends?: 'well' | 'badly' | 'somehow'
}

/** A project with an account of its own, in which a shape is deployed, changed and removed. */
export interface Stage {
  readonly shape: Shape
  readonly world: World
  /** Runs the program. @throws with what it said when it does not end as expected. */
  twin(args: readonly string[], run?: Run): Promise<void>
  /** The account's administrator by hand, whose requests are not measured. */
  readonly aws: Aws
  /** Changes a file of the project. */
  edit(path: string, change: (text: string) => string): void
  set(variables: Variables, environment?: Shape['environment']): void
  /** What the account and Terraform's log tell of everything during `work`. */
  watch(work: () => Promise<void>): Promise<{ requests: readonly RequestLogEntry[]; log: ProviderLog }>
  end(): Promise<void>
}

/** A command on PATH that runs the built program. */
function makeBin(repository: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'twin-measure-bin-'))
  for (const name of ['twin', 'create-digital-twin']) {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' '${join(repository, 'dist/cli.cjs')}' "$@"\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return bin
}

export async function openStage(repository: string, shape: Shape): Promise<Stage> {
  const bin = makeBin(repository)
  const world = createWorld({ bin, folder: bin })
  const { folder, root } = world
  await layDown(repository, folder, 'measured')
  await world.run(['rehearse', 'start'])
  const aws = await awsIn(world, 'admin')
  mkdirSync(join(root, 'logs'))
  let watched = 0
  const logPath = () => join(root, 'logs', `${watched}.jsonl`)
  const edit: Stage['edit'] = (path, change) => {
    const before = readFileSync(join(folder, path), 'utf8')
    const after = change(before)
    if (after === before) throw new Error(`There was nothing to change in ${path}: test/measure is behind the stack.`)
    writeFileSync(join(folder, path), after)
  }
  return {
    shape,
    world,
    aws,
    edit,
    set: (variables, environment = shape.environment) =>
      edit(`terraform/${environment}.tfvars`, (text) => setTfvars(text, variables)),
    twin: async (args, { env, ends = 'well' } = {}) => {
      const rehearse = env ? [] : ['--rehearse', '--as', 'admin']
      const all = [...args, ...rehearse, '--project-name', projectName]
      const log = { TF_LOG: 'JSON', TF_LOG_PATH: logPath() }
      const { code, stdout, stderr } = await world.run(all, { env: { ...env, ...log } })
      const isExpected = ends === 'somehow' || (code === 0) === (ends === 'well')
      if (!isExpected) throw new Error(`twin ${all.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
    },
    watch: async (work) => {
      watched += 1
      const { requests } = await world.during(work)
      return { requests, log: readProviderLog(logPath()) }
    },
    end: async () => {
      await world.end()
      rmSync(bin, { recursive: true, force: true })
    },
  }
}
