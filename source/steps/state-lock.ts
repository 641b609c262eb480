import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { exitCodes, UserError } from '../errors.ts'
import type { HeldLock } from '../found.ts'
import { type Environment, lockTableName, stateBucketName, stateKey, stateObjectKey } from '../names.ts'
import { readStateLock } from '../services/aws/state-lock.ts'
import type { StateClients, StatePlace } from '../services/aws/state-place.ts'
import { findHolder } from '../services/terraform/lock-holder.ts'
import { sinceInWords, whoHolds } from './lock-words.ts'
import { need } from './need.ts'

export function statePlaceOf(
  context: Context,
  environment: Environment = context.answers.get('environment'),
): StatePlace {
  const { account } = need(context, 'identity')
  return {
    bucket: stateBucketName(account),
    key: stateObjectKey(context.answers.get('projectName'), environment),
    table: lockTableName,
    account,
  }
}

export async function stateClientsOf(context: Context): Promise<StateClients> {
  const aws = context.aws()
  const [s3, dynamodb] = await Promise.all([aws.s3(), aws.dynamodb()])
  return { s3, dynamodb }
}

/** The environment's lock with whether its holder lives; undefined when nobody holds it. */
export async function lookAtLock(
  context: Context,
  environment: Environment = context.answers.get('environment'),
): Promise<HeldLock | undefined> {
  const place = statePlaceOf(context, environment)
  const lock = await readStateLock(await stateClientsOf(context), place)
  if (!lock) return undefined
  const program = context.env.TF_BINARY
  const holder = await findHolder({
    who: lock.who,
    environment,
    folder: context.paths().terraform,
    bucket: place.bucket,
    key: stateKey(context.answers.get('projectName')),
    ...(program ? { program } : {}),
  })
  return { lock, holder }
}

/** Who holds the state lock. Stops where a run is at work: that lock is nobody's to release. */
export const stateLock: Step<Context, HeldLock | undefined> = {
  id: 'state-lock',
  title: 'State lock',
  needs: ['identity', 'state-bucket'],
  inspect: async (context) => {
    const held = await lookAtLock(context)
    if (held) context.found.stateLock = held
    return held
  },
  assess: (held, context) => {
    if (!held) return { status: 'satisfied', detail: 'nobody holds it' }
    const problem = holderAlive(held, context)
    if (problem) return { status: 'blocked', problem }
    return { status: 'satisfied', detail: `${whoHolds(held.lock)} since ${sinceInWords(held.lock, new Date())}` }
  },
}

/** The refusal to touch the lock of a run that lives; undefined for any other. */
export function holderAlive({ lock, holder }: HeldLock, { answers }: Context): UserError | undefined {
  if (holder.state !== 'alive') return undefined
  const { pid, kind } = holder.process
  const environment = answers.get('environment')
  const held = `The state lock of ${environment} is held by ${whoHolds(lock)}${lock.operation && ` (${lock.operation})`} since ${sinceInWords(lock, new Date())}`
  return kind === 'terraform'
    ? new UserError(
        'LOCK_HOLDER_ALIVE',
        `${held}, and that run lives: process ${pid} on this computer. It was not released.`,
        [
          'Wait until that run has finished.',
          `kill -INT ${pid}   # ends it safely: Terraform then releases the lock itself`,
        ],
        exitCodes.locked,
      )
    : new UserError(
        'LOCK_HOLDER_ALIVE',
        `${held}. Terraform itself is gone, but a provider that it started is still at work: process ${pid} on this computer. It was not released.`,
        ['Wait a minute: it ends by itself.', `kill ${pid}   # when it does not`, `twin unlock ${environment}`],
        exitCodes.locked,
      )
}
