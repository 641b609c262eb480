import { openAccount } from './support/account.mjs'
import { doctorQuestions, findAws } from './support/aws-command-line.mjs'
import { bundleRun } from './support/bundle-run.mjs'
import { openLine } from './support/delay-proxy.mjs'
import { interleave, printCount, printRatio, timeProgram } from './support/measure.mjs'
import { emptyFolder } from './support/places.mjs'

/** What the doctor asks AWS, against the same questions by the aws command line. */
export async function doctor({ rounds = 5 }) {
  const program = await bundleRun('doctor-run.ts')
  const account = await openAccount()
  const cwd = emptyFolder()
  try {
    const run = async (env, mode = 'look') => {
      const whole = await timeProgram([process.execPath, program, mode], { cwd, env })
      return { whole: whole.milliseconds, ...JSON.parse(whole.output) }
    }
    // Makes the bucket and the table, so that both sides ask about something that is there.
    await run(account.env, 'fix')
    const { outcomes } = await run(account.env)
    const unwell = Object.entries(outcomes).filter(([, outcome]) => !['well', 'skipped'].includes(outcome))
    if (unwell.length > 0) throw new Error(`The doctor found something: ${JSON.stringify(unwell)}`)

    const aws = await findAws()
    const questions = await doctorQuestions(aws, account.env)
    printCount('questions by the aws command line', questions.length)
    for (const delay of [0, 20]) {
      const line = await openLine(new URL(account.env.AWS_ENDPOINT_URL), { delay })
      const env = { ...account.env, AWS_ENDPOINT_URL: line.endpoint }
      let latest
      const taken = await interleave(rounds, {
        aws: async () => {
          let sum = 0
          for (const question of questions) {
            sum += (await timeProgram([aws, ...question], { cwd, env, accept: [0, 254, 255] })).milliseconds
          }
          return sum
        },
        inside: async () => {
          latest = await run(env)
          return latest.milliseconds
        },
        whole: () => latest.whole,
      })
      const where = delay === 0 ? 'loopback' : `${delay} ms each way`
      printRatio(`doctor / aws, program loaded (${where})`, taken, 'inside', 'aws', 'at most 0.05')
      printRatio(`doctor / aws, with Node’s start and loading (${where})`, taken, 'whole', 'aws')
      await line.close()
    }
  } finally {
    await account.stop()
  }
}
