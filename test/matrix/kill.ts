import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { waitFor } from '../end-to-end/support/processes.ts'
import { differences, type EndState, readEndState, volatilePaths } from './end-state.ts'
import { type Command, failureIn, type MatrixWorld, runSideBySide, steps, withLanes } from './matrix-world.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const

/** The program is ended as a step begins, or so many milliseconds later. */
interface Case {
  readonly command: Command
  readonly step: string
  readonly after: number
  readonly signal: (typeof signals)[number]
}

interface Row {
  readonly code: string
  readonly left: string
  readonly troubles: readonly string[]
}

/** The step in which AWS is changed, and about how long it takes in a rehearsal; milliseconds. */
const inside = { deploy: { step: 'apply', lasts: 9_000 }, destroy: { step: 'destroy', lasts: 9_000 } }
const randomInstants = 10

/** The same on every run, so that a row can be run again; a linear congruence is random enough for instants. */
function* instants(seed: number, lasts: number) {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield Math.floor((state / 2 ** 31) * lasts)
  }
}

function casesOf(command: Command): Case[] {
  const { step, lasts } = inside[command]
  const random = instants(command.length, lasts)
  const at = [
    ...steps[command].map((each) => ({ step: each as string, after: 0 })),
    ...Array.from({ length: randomInstants }, () => ({ step, after: random.next().value ?? 0 })),
  ]
  return at.flatMap((instant) => signals.map((signal) => ({ command, ...instant, signal })))
}

const words = ({ command, step, after, signal }: Case) => `${command} ${step}${after ? ` + ${after} ms` : ''} ${signal}`

/** Runs every case whose words contain one of `names`, or all; prints the table. @returns whether all are well. */
export async function runMatrix(repository: string, names: readonly string[]): Promise<boolean> {
  const chosen = [...casesOf('deploy'), ...casesOf('destroy')].filter(
    (each) => names.length === 0 || names.some((name) => words(each).includes(name)),
  )
  return withLanes(repository, chosen.length, async (lanes) => {
    const reference = await makeReference(lanes[0] as MatrixWorld)
    const rows = await runSideBySide(
      chosen,
      lanes,
      async (each, index, lane) => print(each, await endAndRepeat(lane, reference, each, `killed-${index}`)),
      (each, message) => print(each, { code: '', left: '', troubles: [message] }),
    )
    const well = rows.filter(({ troubles }) => troubles.length === 0).length
    process.stdout.write(`${well} of ${rows.length} reached the end of an undisturbed run by one rerun\n`)
    return well === rows.length
  })
}

function print(each: Case, row: Row): Row {
  const rerun = row.troubles.length === 0 ? 'rerun: same end' : `rerun: ${row.troubles.join('; ')}`
  const mark = row.troubles.length === 0 ? '✔' : '✖'
  process.stdout.write(`${mark} ${words(each).padEnd(38)} ${row.code.padEnd(8)} ${row.left.padEnd(20)} ${rerun}\n`)
  return row
}

interface Reference {
  readonly state: EndState
  readonly volatile: ReadonlySet<string>
  readonly standing: string
}

/** What undisturbed runs come to. */
async function makeReference(matrix: MatrixWorld): Promise<Reference> {
  const made = async (name: string) => {
    await matrix.must('deploy', name, matrix.newProject(name))
    return readEndState(matrix.s3, name)
  }
  const state = await made('reference-one')
  const volatile = volatilePaths(state, await made('reference-two'))
  return { state, volatile, standing: await matrix.standing('reference-one') }
}

async function endAndRepeat(matrix: MatrixWorld, reference: Reference, each: Case, name: string): Promise<Row> {
  const { world } = matrix
  const folder = matrix.newProject(name)
  const args = matrix.argsOf(each.command, name)
  if (each.command === 'destroy') await matrix.must('deploy', name, folder)

  const running = world.start(args, { cwd: folder })
  await running.says(new RegExp(`"type":"step-start","id":"${each.step}"`)).catch(() => undefined)
  await pause(each.after)
  try {
    process.kill(running.pid, each.signal)
  } catch {
    // It was faster.
  }
  const { code } = await running.ended
  const left = await matrix.locks(name)
  const again = await world.run(args, { cwd: folder })
  await waitFor(
    () => matrix.terraforms(folder).length === 0,
    () => 'Terraform goes on',
    30_000,
  ).catch(() => undefined)

  const troubles: string[] = []
  const failure = failureIn(again)
  if (again.code !== 0) troubles.push(`ended with ${again.code}: ${failure.code} ${failure.message}`)
  if (matrix.terraforms(folder).length > 0) troubles.push('a Terraform is left')
  const held = await matrix.locks(name)
  if (held.length > 0) troubles.push(`locked: ${held.join(', ')}`)
  if (each.command === 'deploy') {
    const state = await readEndState(matrix.s3, name)
    const valuesAt = (path: string) => `${path} is ${state.get(path)}, not ${reference.state.get(path)}`
    const different = differences(reference.state, state, reference.volatile)
    if (different.length > 0) troubles.push(`differs: ${different.slice(0, 3).map(valuesAt).join(', ')}`)
  }
  const stands = await matrix.standing(name)
  const wanted = each.command === 'deploy' ? reference.standing : reference.standing.replaceAll(/\d+/g, '0')
  if (stands !== wanted) troubles.push(`stands ${stands}, not ${wanted}`)
  rmSync(folder, { recursive: true })
  const kinds = left.map((id) => (id.endsWith('-lease') ? 'lease' : 'lock'))
  return {
    code: code === undefined ? 'killed' : String(code),
    left: kinds.length === 0 ? 'no lock left' : `left ${kinds.join(', ')}`,
    troubles,
  }
}
