import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Notice } from '../engine/notice.ts'
import { exitCodes, UserError } from '../errors.ts'
import { stateDirectory } from '../paths.ts'
import { readStatus, replaceDeployerPolicy } from '../rehearsal/control-client.ts'
import { rehearsalEnvironment } from '../rehearsal/environment.ts'
import { type IdentityName, identityNames, type RehearsalRecord } from '../rehearsal/record.ts'
import { findRehearsal, startRehearsal, stopRehearsal } from '../rehearsal/rehearsal.ts'
import type { Command } from './command.ts'
import { publishedPolicy } from './published-policy.ts'

type Flags = Readonly<Record<string, string | boolean | undefined>>

const homeOf = ({ env }: Context) => join(stateDirectory(env), 'rehearsal')

/** `--as`, or the identity that holds exactly the published policy. */
function identityFrom(flags: Flags): IdentityName {
  const wanted = flags.as ?? 'deployer'
  const found = identityNames.find((name) => name === wanted)
  if (found) return found
  throw new UserError(
    'UNKNOWN_IDENTITY',
    `There is no identity called ${wanted} in a rehearsal.`,
    [`Choose one with --as: ${identityNames.join(', ')}`],
    exitCodes.usage,
  )
}

async function start(context: Context, onProgress: (message: string) => void): Promise<RehearsalRecord> {
  const { answers, assets } = context
  return startRehearsal({
    home: homeOf(context),
    daemonEntry: join(assets, 'dist', 'rehearsal-daemon.mjs'),
    runtimeRequirements: join(assets, 'backend', 'requirements-runtime.txt'),
    projectName: answers.get('projectName'),
    region: answers.get('region'),
    onProgress,
  })
}

/** From here on the environment, and with it every client, means the emulated account. */
function pointAt(record: RehearsalRecord, identity: IdentityName, { env }: Context): void {
  for (const [name, value] of Object.entries(rehearsalEnvironment(record, identity))) {
    if (value === undefined) delete env[name]
    else env[name] = value
  }
}

/** The account's administrator attaches what we publish for this project, as one would on AWS. */
async function attachPolicy(record: RehearsalRecord, context: Context): Promise<void> {
  await replaceDeployerPolicy(record, await publishedPolicy(context, record.account))
}

/**
 * Turns this run into a rehearsal: from here on the environment names the emulated account and one of
 * its identities. Nothing else in the program is any different.
 */
export async function enterRehearsal({
  context,
  flags,
  surface,
}: {
  readonly context: Context
  readonly flags: Flags
  readonly surface: { show(notice: Notice): void }
}): Promise<void> {
  const identity = identityFrom(flags)
  const region = context.answers.get('region')
  const origin = context.answers.source('region')
  // The variable that is set below is none of the person's, who must not be sent to change it.
  if (origin !== 'default') context.answers.set('region', region, origin)
  surface.show({
    title: 'Rehearsal',
    lines: [
      'An AWS account emulated on this computer (moto), with the real Terraform and the real AWS provider. AWS sees nothing of it, and nothing is charged. Bedrock, CloudFront and Lambda have stand-ins that say so.',
      ...(context.options.interactive
        ? []
        : ['There is no terminal to ask in, so the defaults are taken; they cost nothing here.']),
    ],
  })
  const record = await start(context, (message) => surface.show({ title: message, lines: [] }))
  pointAt(record, identity, context)
  context.env.AWS_REGION = region
  if (!context.options.interactive) context.env.TWIN_ACCEPT_COSTS = 'true'
  await attachPolicy(record, context)
  followAnswers(record, context)
}

/** The twin's name and folder may be answered only now, and the policy holds for these alone. */
function followAnswers(record: RehearsalRecord, context: Context): void {
  const nameAndFolder = () => `${context.answers.get('projectName')} ${context.paths().root}`
  let attachedFor = nameAndFolder()
  context.whenAnswered(async () => {
    if (nameAndFolder() !== attachedFor) await attachPolicy(record, context)
    attachedFor = nameAndFolder()
  })
}

/** The account by itself: start, stop, look at it, use it from a shell. */
export const rehearse: Command = {
  run: async ({ context, positionals, flags }) => {
    const home = homeOf(context)
    switch (positionals[0]) {
      case 'start': {
        const record = await start(context, () => undefined)
        pointAt(record, 'deployer', context)
        await attachPolicy(record, context)
        return { data: describe(record), notice: { title: 'The rehearsal account is up', lines: [record.endpoint] } }
      }
      case 'stop': {
        const wasRunning = await stopRehearsal(home)
        return {
          data: { wasRunning },
          notice: {
            title: wasRunning ? 'The rehearsal account has ended' : 'No rehearsal account was running',
            lines: [],
          },
        }
      }
      case 'status':
        return status(await findRehearsal(home))
      case 'env': {
        const record = await findRehearsal(home)
        if (!record) throw notRunning()
        const variables = rehearsalEnvironment(record, identityFrom(flags))
        return { data: { environment: variables }, text: exportLines(variables) }
      }
      default:
        throw new UserError(
          'WRONG_USAGE',
          'rehearse wants one word: start, stop, status or env.',
          ['See --help.'],
          exitCodes.usage,
        )
    }
  },
}

async function status(record: RehearsalRecord | undefined) {
  if (!record)
    return {
      data: { running: false },
      notice: { title: 'No rehearsal account is running', lines: ['Start one: create-digital-twin --rehearse'] },
    }
  const { sites, requests } = await readStatus(record)
  const addresses = sites.map(({ port }) => `http://localhost:${port}`)
  return {
    data: { running: true, ...describe(record), requests, sites: addresses },
    notice: {
      title: 'The rehearsal account is up',
      lines: [
        `- AWS: ${record.endpoint}, account ${record.account}, ${requests} requests so far`,
        ...addresses.map((address) => `- A twin: ${address}`),
        `- What was asked of it: ${record.requestLog}`,
        '- Look into it: eval "$(twin rehearse env)" and use the aws command line',
        '- End it: twin rehearse stop (it ends by itself after an hour unused)',
      ],
    },
  }
}

const describe = ({ endpoint, account, region, startedAt, requestLog }: RehearsalRecord) => ({
  endpoint,
  account,
  region,
  startedAt,
  requestLog,
})

const notRunning = () =>
  new UserError('REHEARSAL_NOT_RUNNING', 'No rehearsal account is running.', ['Start one: twin rehearse start'])

/** Lines for `eval`; the values are ours and hold no quotes. */
function exportLines(variables: Record<string, string | undefined>): string {
  return Object.entries(variables)
    .map(([name, value]) => (value === undefined ? `unset ${name}` : `export ${name}='${value}'`))
    .join('\n')
}
