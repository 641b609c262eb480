import { openAccount } from './support/account.mjs'
import { findAws, twelveQuestions } from './support/aws-command-line.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { openLine } from './support/delay-proxy.mjs'
import { interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { emptyFolder } from './support/places.mjs'

/** Identity, permissions, bucket and table, against the same questions by the aws command line. */
export async function preflight({ rounds = 5 }) {
  const program = await bundleRun('preflight-run.ts')
  const account = await openAccount()
  const cwd = emptyFolder()
  try {
    const run = async (env, mode = 'dry-run') => {
      const whole = await timeProgram([process.execPath, program, mode], { cwd, env })
      return { whole: whole.milliseconds, inside: JSON.parse(whole.output).milliseconds, output: whole.output }
    }
    // Makes the bucket and the table, so that both sides ask about something that is there.
    await run(account.env, 'apply')
    await countWaves(account, run)

    const aws = await findAws()
    const questions = await twelveQuestions(aws, account.env)
    printCount('questions by the aws command line', questions.length)
    for (const delay of [0, 20]) {
      const line = await openLine(new URL(account.env.AWS_ENDPOINT_URL), { delay })
      const env = { ...account.env, AWS_ENDPOINT_URL: line.endpoint }
      let latest
      const taken = await interleave(rounds, {
        aws: async () => {
          let sum = 0
          for (const question of questions) sum += (await timeProgram([aws, ...question], { cwd, env })).milliseconds
          return sum
        },
        inside: async () => {
          latest = await run(env)
          return latest.inside
        },
        whole: () => latest.whole,
      })
      const where = delay === 0 ? 'loopback' : `${delay} ms each way`
      printRatio(`preflight / aws, program loaded (${where})`, taken, 'inside', 'aws', 'at most 0.05')
      printRatio(`preflight / aws, with Node’s start and loading (${where})`, taken, 'whole', 'aws')
      await line.close()
    }
  } finally {
    await account.stop()
  }
}

/** On a line that lets answers go only when nothing more is being sent. */
async function countWaves(account, run) {
  const line = await openLine(new URL(account.env.AWS_ENDPOINT_URL), { quiet: 1500 })
  await run({ ...account.env, AWS_ENDPOINT_URL: line.endpoint })
  await line.close()
  const requests = line.waves.flat().length
  printCount('requests of the preflight', requests)
  printCount('waves', `${line.waves.length} (${line.waves.map((wave) => wave.length).join(' + ')})`, 'at most 3')
}
