import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import type { HeldLock } from '../found.ts'
import { type Environment, environments } from '../names.ts'
import type { TerraformProcess } from '../services/terraform/processes.ts'
import { sinceInWords, whoHolds } from '../steps/lock-words.ts'
import { lookAtLock } from '../steps/state-lock.ts'
import { troubleFinding } from './from-trouble.ts'

/** Is a state locked, and does whoever locked it still live? */
export const stateLocks: Check<Context> = {
  id: 'state-locks',
  title: 'State locks',
  needs: ['state-bucket', 'lock-table'],
  inspect: async (context) => {
    const held = await Promise.all(
      environments.map(async (environment) => ({ environment, held: await lookAtLock(context, environment) })),
    )
    const findings = held.flatMap((each) => (each.held ? [lockFinding(each.environment, each.held)] : []))
    return { ...well('nobody holds one'), findings }
  },
}

function lockFinding(environment: Environment, { lock, holder }: HeldLock): Finding {
  const held = `${whoHolds(lock)}${lock.operation && ` (${lock.operation})`} holds the state lock of ${environment} since ${sinceInWords(lock, new Date())}`
  const evidence = [`lock ID ${lock.id || 'cannot be read'}, in: ${lock.heldBy.join(', ')}`]
  const shared = { evidence, details: { environment, lock: lock.id, holder: holder.state } }
  if (holder.state === 'alive') {
    return troubleFinding(
      'STATE_LOCKED',
      { environment },
      {
        ...shared,
        severity: 'warning',
        ...livingHolder(held, holder.process, environment),
      },
    )
  }
  const doubt =
    holder.state === 'dead' ? 'That run is dead.' : `It cannot be seen from here whether that run lives: ${holder.why}`
  return troubleFinding(
    'STATE_LOCKED',
    { environment },
    { ...shared, message: `${held}. ${doubt}`, mend: [`twin unlock ${environment} --confirm ${environment}`] },
  )
}

/** A provider outlives a Terraform that was killed by some seconds; it passes over an interrupt. */
function livingHolder(held: string, { pid, kind }: TerraformProcess, environment: Environment) {
  if (kind === 'terraform') {
    return {
      message: `${held}. That run lives: process ${pid} on this computer.`,
      mend: [`kill -INT ${pid}   # ends it safely, if you do not want to wait for it`],
    }
  }
  return {
    message: `${held}. That run is dead, but a provider that it started is still at work: process ${pid} on this computer.`,
    mend: [
      `kill ${pid}   # when it does not end by itself within a minute`,
      `twin unlock ${environment} --confirm ${environment}`,
    ],
  }
}
