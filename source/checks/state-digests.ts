import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import type { Finding } from '../engine/finding.ts'
import { type Environment, environments } from '../names.ts'
import { mendStateDigest } from '../services/aws/mend-state-digest.ts'
import { readStateDigest, type StateDigest } from '../services/aws/state-digest.ts'
import { stateClientsOf, statePlaceOf } from '../steps/state-lock.ts'
import { troubleFinding } from './from-trouble.ts'

/** Do the states go with their checksums in the lock table? Terraform refuses to work where they do not. */
export const stateDigests: Check<Context> = {
  id: 'state-digests',
  title: 'State checksums',
  needs: ['state-bucket', 'lock-table'],
  inspect: async (context) => {
    const clients = await stateClientsOf(context)
    const found = await Promise.all(
      environments.map(async (environment) => ({
        environment,
        digest: await readStateDigest(clients, statePlaceOf(context, environment)),
      })),
    )
    const count = found.filter(({ digest }) => digest.kind === 'fits').length
    return {
      ...well(count === 0 ? 'there is no state yet' : `${count} of ${count} fit`),
      findings: found.flatMap(({ environment, digest }) => digestFinding(environment, digest, context)),
    }
  },
}

function digestFinding(environment: Environment, digest: StateDigest, context: Context): Finding[] {
  if (digest.kind !== 'differs' && digest.kind !== 'stale-row') return []
  const { message, what, evidence } = inWords(environment, digest)
  const fix = {
    what,
    apply: async () => {
      await mendStateDigest(await stateClientsOf(context), statePlaceOf(context, environment), digest)
    },
  }
  return [
    troubleFinding('STATE_DIGEST_MISMATCH', { environment }, { message, evidence, fix, details: { environment } }),
  ]
}

function inWords(environment: Environment, digest: Extract<StateDigest, { kind: 'differs' | 'stale-row' }>) {
  if (digest.kind === 'differs') {
    return {
      message: `The state of ${environment} in S3 is not the one the lock table has the checksum of: somebody changed one without the other.`,
      what: `Put the checksum of the present state of ${environment} into the lock table.`,
      evidence: [`checksum in the table: ${digest.row}`, `of the state: ${digest.state.md5}`],
    }
  }
  const isKept = digest.deleted.kind === 'kept'
  return {
    message: `The state of ${environment} is gone, and the lock table still has its checksum${isKept ? '; S3 keeps the deleted state' : ''}.`,
    what: isKept
      ? `Bring the deleted state of ${environment} back.`
      : `Remove the checksum of the state of ${environment}.`,
    evidence: [`checksum in the table: ${digest.row}`],
  }
}
