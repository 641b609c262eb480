import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { exitCodes, UserError } from '../errors.ts'
import { logGroupName } from '../names.ts'
import { callerPlan } from '../plans/status-plan.ts'
import { type LogEvent, type LogPage, readLogPages } from '../services/aws/log-events.ts'
import { followLog } from '../services/follow-log.ts'
import { targetOf } from '../steps/need.ts'
import type { Command, Runtime } from './command.ts'
import { logLine, parseDuration } from './log-line.ts'
import { notDeployed } from './not-deployed.ts'
import { requireProject } from './require-project.ts'

/** Milliseconds between two looks: the service lets an account make some five a second, for all its readers. */
const everySoOften = 2_000
const usual = '1h'

/** What the twin's function has written down, the newest last; `--follow` goes on until it is stopped. */
export const logs: Command = {
  prepare: requireProject,
  run: async ({ context, flags, perform, print }) => {
    const since = Date.now() - lengthOf(flags.since)
    await perform(callerPlan)
    const { group, pages } = await logOf(context, since, flags.follow === true)
    // One document ends; what is followed does not, so it comes line by line.
    const isDocument = flags.json === true && flags.follow !== true
    const environment = context.answers.get('environment')
    const events: object[] = []
    let lines = 0
    for await (const { events: found, isThere } of pages) {
      if (!isThere) throw notDeployed(environment)
      lines += found.length
      if (isDocument) events.push(...found.map(documentOf))
      else for (const event of found) print(logLine(event), documentOf(event))
    }
    return {
      data: { environment, logGroup: group, events },
      ...(lines === 0 ? { notice: nothingIn(environment, context.options.sameAccount) } : {}),
    }
  },
}

const nothingIn = (environment: string, sameAccount: string) => ({
  title: 'Nothing was written to the log in that time',
  lines: [`- Look further back: twin logs ${environment} --since 1d${sameAccount}`],
})

function lengthOf(given: Runtime['flags'][string]): number {
  const milliseconds = parseDuration(typeof given === 'string' ? given : usual)
  if (milliseconds !== undefined) return milliseconds
  throw new UserError(
    'WRONG_USAGE',
    `“${given}” is no length of time: a number with s, m, h, d or w, such as 30m.`,
    ['twin logs --since 30m'],
    exitCodes.usage,
  )
}

async function logOf(context: Context, since: number, isFollowed: boolean) {
  const { signal } = context
  const group = logGroupName(targetOf(context))
  const client = await context.aws().logs()
  const read = (from: number): AsyncIterable<LogPage> => readLogPages(client, { group, since: from, signal })
  const wait = () => pause(everySoOften, undefined, { signal })
  return { group, pages: isFollowed ? followLog({ read, since, pause: wait }) : read(since) }
}

const documentOf = ({ timestamp, message }: LogEvent) => ({
  time: new Date(timestamp).toISOString(),
  message: message.trimEnd(),
})
