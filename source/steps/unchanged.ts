import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { CancelledError } from '../errors.ts'
import { readIdentity } from '../services/aws/identity.ts'
import { compareWithRecord, type Difference } from '../services/deployment/compare.ts'
import { type DeploymentRecord, type Inputs, inputNames } from '../services/deployment/record.ts'
import { moment } from '../services/moment.ts'
import { accountOf } from '../services/terraform/backend.ts'
import { readInput } from './deployment-inputs.ts'
import { readEtags, readRecord } from './deployment-places.ts'
import { buildPageAhead } from './page.ts'

interface Facts {
  readonly record: DeploymentRecord | undefined
  readonly differences: readonly Pick<Difference, 'words'>[]
}

/** Milliseconds for a look that only saves time; who cannot answer by then is asked again with more patience. */
const patience = 8_000

/**
 * Whether anything is different from the last deployment: what it is made of on this computer, and what lies in AWS.
 * At most four requests, all at once where the account is known. Whatever stands in its way leaves the decision to
 * the steps that follow.
 */
export const unchanged: Step<Context, Facts> = {
  id: 'unchanged',
  title: 'Last deployment',
  needs: [],
  inspect: async (context) => {
    const { options, signal } = context
    if (options.force) return { record: undefined, differences: [{ words: 'not asked for, because of --force' }] }
    if (options.refresh) return { record: undefined, differences: [{ words: 'compared anew, because of --refresh' }] }
    try {
      return await look(context)
    } catch {
      if (signal.aborted) throw new CancelledError()
      return { record: undefined, differences: [{ words: 'it could not be asked for' }] }
    }
  },
  assess: ({ record, differences }, context) => {
    const words = differences.map((difference) => difference.words).join(' · ')
    if (record?.state !== 'whole' || !context.found.standing) return { status: 'satisfied', detail: words }
    const since = `${moment(record.at)} (last full plan ${moment(record.plannedAt)})`
    return {
      status: 'satisfied',
      detail:
        differences.length === 0
          ? `backend, page, data, settings, Terraform’s files and its state are as on ${since} · --force deploys all the same`
          : `${words}; nothing else did since ${since}, so Terraform’s plan is left out · --refresh makes it`,
    }
  },
}

async function look(context: Context): Promise<Facts> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(patience)])
  const read = readInputs(context).then(async (inputs) => {
    await buildPageAhead(context, inputs.page)
    return inputs
  })
  const [inputs, seen] = await Promise.all([read, lookAtAws(context, signal)])
  if (!seen) return { record: undefined, differences: [{ words: 'it was made in another account' }] }
  const { record, etags, identity } = seen
  if (identity.isRoot) return { record: undefined, differences: [{ words: 'not asked for as the root user' }] }
  if (record?.state === 'whole') context.found.lastRecord = record
  const differences = compareWithRecord({ record, inputs, etags }, new Date())
  const isAlmost = differences.every(({ of }) => of === 'page')
  if (record?.state === 'whole' && isAlmost) {
    const { places, health, at } = record
    Object.assign(context.found, {
      identity,
      inputs,
      standing: { record, changed: differences.length === 0 ? 'nothing' : 'page' },
      outputs: places,
      plannedAt: record.plannedAt,
      ...(differences.length === 0 ? { health, healthAt: at } : {}),
    } satisfies Partial<Context['found']>)
  }
  return { record, differences }
}

async function readInputs(context: Context): Promise<Inputs> {
  const pairs = await Promise.all(inputNames.map(async (name) => [name, await readInput(context, name)] as const))
  return Object.fromEntries(pairs.filter(([, fingerprint]) => fingerprint !== undefined))
}

/** Undefined when these credentials are for another account than the last deployment from this folder. */
async function lookAtAws(context: Context, signal: AbortSignal) {
  const expected = accountOf(
    await readFile(join(context.paths().terraform, '.terraform', 'terraform.tfstate'), 'utf8').catch(() => ''),
  )
  const asked = context
    .aws()
    .sts()
    .then((sts) => readIdentity(sts, signal))
  const [identity, early] = await Promise.all([asked, expected ? readBoth(context, expected, signal) : undefined])
  if (expected && expected !== identity.account) return undefined
  return { identity, ...(early ?? (await readBoth(context, identity.account, signal))) }
}

async function readBoth(context: Context, account: string, signal: AbortSignal) {
  const [record, etags] = await Promise.all([readRecord(context, account, signal), readEtags(context, account, signal)])
  return { record, etags }
}
