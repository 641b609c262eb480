import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { awsIn } from '../end-to-end/support/aws-cli.ts'
import { processesOf, waitFor } from '../end-to-end/support/processes.ts'
import { createWorld, type World } from '../end-to-end/support/world.ts'
import { differences, readEndState, volatilePaths } from './end-state.ts'

const account = '123456789012'
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const
type Signal = (typeof signals)[number]

/** When the program is ended: as a step begins, or so many milliseconds later. */
interface Instant {
  readonly step: string
  readonly after: number
}

interface Case {
  readonly command: 'deploy' | 'destroy'
  readonly instant: Instant
  readonly signal: Signal
}

interface Row extends Case {
  readonly code: string
  readonly left: string
  readonly rerun: string
  readonly isWell: boolean
}

const boundaries = {
  deploy:
    'data identity tools permissions state-bucket lock-table lease model packages page settings init plan apply upload-data upload-page health',
  destroy: 'identity tools state-bucket lease init plan inventory confirmation empty-buckets destroy',
}
/** The step in which AWS is changed, and about how long it takes here; milliseconds. */
const inside = { deploy: { step: 'apply', lasts: 9_000 }, destroy: { step: 'destroy', lasts: 9_000 } }
const randomInstants = 10

/** The same on every run, so that a row can be run again; a linear congruence is random enough for instants. */
function* instants(seed: number, lasts: number) {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield Math.floor((state / 2 ** 31) * lasts)
  }
}

function casesOf(command: 'deploy' | 'destroy'): Case[] {
  const { step, lasts } = inside[command]
  const random = instants(command.length, lasts)
  const at: Instant[] = [
    ...boundaries[command].split(' ').map((each) => ({ step: each, after: 0 })),
    ...Array.from({ length: randomInstants }, () => ({ step, after: random.next().value ?? 0 })),
  ]
  return at.flatMap((instant) => signals.map((signal) => ({ command, instant, signal })))
}

const words = ({ command, instant, signal }: Case) =>
  `${command} ${instant.step}${instant.after ? ` + ${instant.after} ms` : ''} ${signal}`

/** Runs every case whose words contain one of `names`, or all; prints the table. @returns whether all are well. */
export async function runMatrix(repository: string, names: readonly string[]): Promise<boolean> {
  const bin = mkdtempSync(join(tmpdir(), 'twin-matrix-bin-'))
  writeFileSync(join(bin, 'twin'), `#!/bin/sh\nexec '${process.execPath}' '${repository}/dist/cli.cjs' "$@"\n`)
  chmodSync(join(bin, 'twin'), 0o755)
  const world = createWorld({ bin, folder: repository })
  const rows: Row[] = []
  try {
    const matrix = await prepareMatrix(world)
    const chosen = [...casesOf('deploy'), ...casesOf('destroy')].filter(
      (each) => names.length === 0 || names.some((name) => words(each).includes(name)),
    )
    for (const [index, each] of chosen.entries()) {
      const row = await matrix.run(each, index)
      rows.push(row)
      process.stdout.write(
        `${row.isWell ? '✔' : '✖'} ${words(row).padEnd(38)} ${row.code.padEnd(8)} ${row.left.padEnd(34)} ${row.rerun}\n`,
      )
    }
  } finally {
    await world.end()
    rmSync(bin, { recursive: true, force: true })
  }
  const well = rows.filter(({ isWell }) => isWell).length
  process.stdout.write(`${well} of ${rows.length} reached the end of an undisturbed run by one rerun\n`)
  return well === rows.length
}

async function prepareMatrix(world: World) {
  const must = async (args: readonly string[], cwd?: string) => {
    const ending = await world.run(args, cwd ? { cwd } : {})
    if (ending.code !== 0) throw new Error(`twin ${args.join(' ')} ended with ${ending.code}:\n${ending.stdout}`)
    return ending
  }
  await must(['rehearse', 'start'])
  const { environment } = JSON.parse((await must(['rehearse', 'env', '--as', 'admin', '--json'])).stdout)
  Object.assign(process.env, environment)
  const aws = await awsIn(world, 'admin')
  const flags = ['--rehearse', '--yes', '--json']
  await must(['setup', '.', '--project-name', 'first', ...flags])

  /** A project of its own on the same computer, with everything built. */
  const newProject = (name: string) => {
    const folder = join(world.root, name)
    mkdirSync(folder)
    cpSync(world.folder, folder, { recursive: true, filter: (path) => !/\.terraform$/.test(path) })
    return folder
  }
  const deploy = (name: string) => ['deploy', 'dev', '--project-name', name, ...flags]
  const destroy = (name: string) => ['destroy', 'dev', '--project-name', name, '--confirm', 'dev', ...flags]
  const stateOf = (name: string) => readEndState(name, account, environment.AWS_REGION)

  const referenceCalled = async (name: string) => {
    await must(deploy(name), newProject(name))
    return stateOf(name)
  }
  const reference = await referenceCalled('reference-one')
  const other = await referenceCalled('reference-two')
  const volatile = volatilePaths(reference, other)

  /** Resources of the twin in AWS itself, whatever Terraform knows: two of one kind would be an orphan. */
  const standing = async (name: string) => {
    const [{ Items: apis }, { DistributionList }, { Buckets }, { Functions }] = await Promise.all([
      aws('apigatewayv2', 'get-apis'),
      aws('cloudfront', 'list-distributions'),
      aws('s3api', 'list-buckets'),
      aws('lambda', 'list-functions'),
    ])
    const lists = [apis, (DistributionList as { Items?: unknown[] } | undefined)?.Items, Buckets, Functions]
    return lists
      .map((list) => ((list ?? []) as unknown[]).filter((item) => JSON.stringify(item).includes(`${name}-dev`)).length)
      .join('/')
  }
  const locks = async (name: string) => {
    const { Items } = await aws('dynamodb', 'scan', '--table-name', 'digital-twin-terraform-locks')
    return (Items as { LockID: { S: string } }[])
      .map(({ LockID }) => LockID.S)
      .filter((id) => id.includes(`/${name}/`) && !id.endsWith('-md5'))
  }
  const terraforms = (folder: string) =>
    processesOf(folder).filter(({ command }) => /terraform|supervise/.test(command))
  const usual = await standing('reference-one')

  return {
    run: async (each: Case, index: number): Promise<Row> => {
      const { command, instant, signal } = each
      const name = `killed-${index}`
      const folder = newProject(name)
      const args = command === 'deploy' ? deploy(name) : destroy(name)
      if (command === 'destroy') await must(deploy(name), folder)

      const running = world.start(args, { cwd: folder })
      await running.says(new RegExp(`"type":"step-start","id":"${instant.step}"`)).catch(() => undefined)
      await pause(instant.after)
      try {
        process.kill(running.pid, signal)
      } catch {
        // It was faster.
      }
      const { code } = await running.ended
      const left = await locks(name)
      const again = await world.run(args, { cwd: folder })
      await waitFor(
        () => terraforms(folder).length === 0,
        () => `still there: ${JSON.stringify(terraforms(folder))}`,
        30_000,
      ).catch(() => undefined)

      const troubles: string[] = []
      if (again.code !== 0) troubles.push(`ended with ${again.code}: ${codeIn(again.stdout)}`)
      if (terraforms(folder).length > 0) troubles.push('a Terraform is left')
      const stillHeld = await locks(name)
      if (stillHeld.length > 0) troubles.push(`locked: ${stillHeld.join(', ')}`)
      if (command === 'deploy') {
        const different = differences(reference, await stateOf(name), volatile)
        if (different.length > 0) troubles.push(`differs at ${different.slice(0, 3).join(', ')}`)
      }
      const stands = await standing(name)
      const wanted = command === 'deploy' ? usual : usual.replaceAll(/\d+/g, '0')
      if (stands !== wanted) troubles.push(`stands ${stands}, not ${wanted}`)
      if (command === 'deploy') await must(destroy(name), folder)
      rmSync(folder, { recursive: true })
      return {
        ...each,
        code: code === undefined ? 'killed' : String(code),
        left:
          left.length === 0
            ? 'no lock left'
            : `left ${left.map((id) => (id.endsWith('-lease') ? 'lease' : 'lock')).join(', ')}`,
        rerun: troubles.length === 0 ? 'rerun: same end' : `rerun: ${troubles.join('; ')}`,
        isWell: troubles.length === 0,
      }
    },
  }
}

function codeIn(stdout: string): string {
  try {
    const { error } = JSON.parse(stdout) as { error?: { code: string; message: string } }
    return `${error?.code} ${error?.message}`
  } catch {
    return stdout.slice(0, 200)
  }
}
