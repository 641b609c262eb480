import { relative, sep } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { parseDataKey } from '../services/data/age/data-key.ts'
import { addIdentity, type FoundKey, recipientsOf } from '../services/data/key-file.ts'
import { addRecipient, readRecipients, recipientsFileName } from '../services/data/recipients-file.ts'
import { keyFileOf, keyOf } from './data-access.ts'

export interface KeyFacts {
  readonly key: FoundKey | undefined
  readonly isPassphrase: boolean
  /** The key's own recipients, the newest first. */
  readonly own: readonly string[]
  readonly named: readonly string[]
}

/**
 * Sees to a key of one's own, and to its recipient among those whom the project encrypts for.
 * @param isNew makes another key although there is one, which then takes the place of the old among the recipients.
 */
export function dataInit({ isNew }: { readonly isNew: boolean }): Step<Context, KeyFacts> {
  let isMade = false
  const wantsKey = ({ key }: KeyFacts) => key === undefined || (isNew && !isMade)
  return {
    id: 'data-key',
    title: 'Key to the private data',
    needs: [],
    inspect: async (context) => {
      const key = await keyOf(context)
      const parsed = key && (await parseDataKey(key.text))
      const named = await readNamed(context.paths().data)
      const own = parsed ? await recipientsOf(parsed) : []
      return { key, isPassphrase: parsed?.kind === 'passphrase', own, named }
    },
    assess: (facts, context) => {
      const file = keyFileOf(context)
      if (isNew && facts.key?.from === 'DATA_KEY') return { status: 'blocked', problem: keyInVariable() }
      if (facts.isPassphrase) {
        return { status: 'satisfied', detail: 'DATA_KEY is a passphrase, which both encrypts and opens' }
      }
      if (wantsKey(facts) && isInside(file, context.paths().root)) {
        return { status: 'blocked', problem: keyInProject(file) }
      }
      const place = `backend/data/${recipientsFileName}`
      const isNamed = facts.own[0] !== undefined && facts.named.includes(facts.own[0])
      const plan = [
        wantsKey(facts) ? [`Make a key in ${file}, which only you can read.`] : [],
        wantsKey(facts) || !isNamed ? [`Name its recipient, which is no secret, in ${place}.`] : [],
      ].flat()
      return plan.length > 0
        ? { status: 'missing', plan }
        : { status: 'satisfied', detail: `${facts.key?.from} · ${facts.named.length} in ${place}` }
    },
    apply: async (context, facts) => {
      const [standing] = facts.own
      const recipient = wantsKey(facts) ? await addIdentity(keyFileOf(context), facts.key, new Date()) : standing
      isMade = true
      if (recipient) await addRecipient(context.paths().data, recipient, isNew ? facts.own : [])
    },
  }
}

/** A file of recipients that names nobody is what this step mends. */
async function readNamed(directory: string): Promise<readonly string[]> {
  try {
    return (await readRecipients(directory)) ?? []
  } catch (problem) {
    if (problem instanceof UserError && problem.code === 'DATA_RECIPIENTS_MISSING') return []
    throw problem
  }
}

const isInside = (file: string, root: string) => {
  const way = relative(root, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !/^([A-Za-z]:|\/)/.test(way)
}

const keyInProject = (file: string) =>
  new UserError(
    'DATA_KEY_IN_PROJECT',
    `The key would lie inside the project (${file}), from where it goes with the next commit.`,
    ['twin data init --key-file ~/digital-twin.key   # or another place outside'],
  )

const keyInVariable = () =>
  new UserError('DATA_KEY_IN_VARIABLE', 'DATA_KEY is set, and would win over a new key in a file.', [
    'unset DATA_KEY   # keep what it holds: it opens what was encrypted so far',
  ])
