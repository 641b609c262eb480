import type { FaultRule } from '../../source/rehearsal/gateway/faults.ts'
import { type Command, failureIn, type MatrixWorld, runSideBySide, steps, withLanes } from './matrix-world.ts'

/** By their signing names: a rule without one would strike S3 three times more. */
const otherServices = ['apigateway', 'bedrock', 'cloudfront', 'dynamodb', 'iam', 'lambda', 'logs', 'sts', 'tagging']

/**
 * What goes wrong from the moment on at which a step begins, for the next requests whoever sends them. An SDK asks
 * four times and the provider more often, so three errors in a row are weather; credentials that have run out stay so.
 */
const faults: Readonly<Record<string, FaultRule | readonly FaultRule[]>> = {
  '500': { status: 500, code: 'InternalError', times: 3 },
  '503': { status: 503, code: 'ServiceUnavailable', times: 3 },
  '429': { status: 429, code: 'TooManyRequestsException', times: 3 },
  // Each in its own words: S3 has a status of its own for it, and a HEAD has nothing but its status.
  throttled: [
    { service: 's3', status: 503, code: 'SlowDown', message: 'Please reduce your request rate.', times: 3 },
    ...otherServices.map((service) => ({
      service,
      status: 400,
      code: 'ThrottlingException',
      message: 'Rate exceeded',
      times: 3,
    })),
  ],
  reset: { connection: 'reset', times: 3 },
  'cut body': { connection: 'cut', times: 1 },
  silence: { connection: 'hang', times: 1 },
  'answer lost': { connection: 'lost', times: 1 },
  'expired token': {
    status: 403,
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  },
}
/** Seconds within which a run must end that cannot finish by itself. */
const patience = 60
/** Seconds after which a run counts as hanging. */
const hopeless = 600

interface Case {
  readonly command: Command
  readonly step: string
  readonly fault: string
}

interface Row {
  readonly ending: 'finished' | 'ended with a way on' | 'wrong'
  readonly words: string
}

const words = ({ command, step, fault }: Case) => `${command} ${step} ${fault}`

const allCases = (['deploy', 'destroy'] as const).flatMap((command) =>
  steps[command].flatMap((step) => Object.keys(faults).map((fault): Case => ({ command, step, fault }))),
)

/** Runs every case whose words contain one of `names`, or all, and prints the table. @returns whether all are well. */
export async function runMatrix(repository: string, names: readonly string[]): Promise<boolean> {
  const chosen = allCases.filter((each) => names.length === 0 || names.some((name) => words(each).includes(name)))
  return withLanes(repository, chosen.length, async (lanes) => {
    const rows = await runSideBySide(
      chosen,
      lanes,
      async (each, index, lane) => print(each, await strike(lane, each, `struck-${index}`)),
      (each, message) => print(each, { ending: 'wrong', words: message }),
    )
    const count = (ending: Row['ending']) => rows.filter((row) => row.ending === ending).length
    const helped = chosen.filter(({ fault }) => fault === 'expired token').length
    process.stdout.write(
      `${count('finished')} of ${rows.length} finished without help (${helped} with credentials that had run out); ${count('ended with a way on')} ended in time and said how to go on; ${count('wrong')} did not\n`,
    )
    return count('wrong') === 0
  })
}

function print(each: Case, row: Row): Row {
  process.stdout.write(`${row.ending === 'wrong' ? '✖' : '✔'} ${words(each).padEnd(42)} ${row.words}\n`)
  return row
}

async function strike(matrix: MatrixWorld, { command, step, fault }: Case, name: string): Promise<Row> {
  const { world } = matrix
  const folder = matrix.newProject(name)
  if (command === 'destroy') await matrix.must('deploy', name, folder)
  const running = world.start(matrix.argsOf(command, name), { cwd: folder })
  await running.says(new RegExp(`"type":"step-start","id":"${step}"`)).catch(() => undefined)
  const rule = faults[fault]
  await world.setFaults([rule ?? []].flat())
  const since = performance.now()
  const hangs = Symbol('hangs')
  const timer = new Promise<typeof hangs>((resolve) => setTimeout(resolve, hopeless * 1000, hangs).unref())
  const ending = await Promise.race([running.ended, timer])
  const seconds = Math.round((performance.now() - since) / 1000)
  await world.setFaults([])
  if (ending === hangs) {
    process.kill(running.pid, 'SIGKILL')
    return { ending: 'wrong', words: `hangs after ${seconds} s` }
  }
  if (ending.code === 0) return { ending: 'finished', words: `finished, ${seconds} s after the fault` }
  const failure = failureIn(ending)
  const said = `${ending.code} ${failure.code} in ${failure.steps.join() || 'no step'}, ${seconds} s after the fault`
  if (seconds > patience) return { ending: 'wrong', words: `${said}: too late` }
  if (failure.steps.length === 0 || failure.nextSteps.length === 0)
    return { ending: 'wrong', words: `${said}: no step or no way on: ${failure.message}` }
  const again = await world.run(matrix.argsOf(command, name), { cwd: folder })
  if (again.code === 0) return { ending: 'ended with a way on', words: `${said}; the next run finished` }
  return { ending: 'wrong', words: `${said}; the next run: ${failureIn(again).code}` }
}
