import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { encryptWhole } from '../services/data/archive/open-encrypted.ts'
import { archiveName } from '../services/data/archive/pack.ts'
import { type ChosenLock, chooseLock } from '../services/data/choose-lock.ts'
import type { FoundKey } from '../services/data/key-file.ts'
import { type RemoteFile, requireNewest } from '../services/data/remotes/data-remote.ts'
import { keyOf, newestIn, readFromRemote, withDataRemote } from './data-access.ts'

interface RekeyFacts {
  readonly chosen: ChosenLock
  readonly newest: RemoteFile
  readonly description: string
}

/**
 * Opens what lies in the private repository and encrypts it for those who are to open it from now on: the recipients
 * of the project, or the holder of NEW_DATA_KEY. The data is in memory only.
 */
export const dataRekey: Step<Context, RekeyFacts> = {
  id: 'rekey',
  title: 'Private repository',
  needs: [],
  inspect: async (context) => {
    const chosen = await chooseLock(context.paths().data, newKey(context) ?? (await keyOf(context)))
    return withDataRemote(context, async (remote) => {
      const newest = (await newestIn(remote, context)) ?? (await requireNewest(remote))
      return { chosen, newest, description: remote.description }
    })
  },
  assess: ({ chosen, newest, description }, context) => {
    if (newKey(context) && chosen.notes.length > 0) return { status: 'blocked', problem: lockedOut() }
    // Which passphrase it is for is not in a name, so that a new one is always taken for another.
    const isSame = newest.name.endsWith(`-${chosen.tag}.age`) && newKey(context) === undefined
    if (isSame || newest.id === context.found.published?.id) {
      return { status: 'satisfied', detail: [`${newest.name} is for ${chosen.words}`, ...chosen.notes].join(' · ') }
    }
    return {
      status: 'missing',
      plan: [
        `Open ${newest.name} in memory, and encrypt it for ${chosen.words}.`,
        `Put it into ${description}. The older file stays in the history there, where the older keys open it.`,
      ],
    }
  },
  apply: async (context, { chosen, newest }, report) => {
    context.found.published = await withDataRemote(context, async (remote) => {
      const data = await readFromRemote(context, { remote, newest, report })
      const bytes = await encryptWhole(data, chosen.lock)
      return remote.publish({ name: archiveName(data.version, chosen.tag), bytes, replaces: newest.id }, report)
    })
  },
}

const newKey = ({ env }: Context): FoundKey | undefined =>
  env.NEW_DATA_KEY?.trim() ? { text: env.NEW_DATA_KEY, from: 'NEW_DATA_KEY' } : undefined

const lockedOut = () =>
  new UserError(
    'DATA_KEY_LOCKED_OUT',
    'backend/data/recipients.txt says who opens the data from now on, and the holder of NEW_DATA_KEY is not among them.',
    [
      'rm backend/data/recipients.txt   # when one passphrase is to do for everybody',
      'Or name the recipient of the new identity there, and leave NEW_DATA_KEY away: twin data rekey',
    ],
  )
