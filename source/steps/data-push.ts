import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { encryptWhole } from '../services/data/archive/open-encrypted.ts'
import { archiveName } from '../services/data/archive/pack.ts'
import { type ChosenLock, chooseLock } from '../services/data/choose-lock.ts'
import type { RemoteFile } from '../services/data/remotes/data-remote.ts'
import { keyOf, newestIn, withDataRemote } from './data-access.ts'
import { need } from './need.ts'

interface PushFacts {
  readonly chosen: ChosenLock
  /** What the file is called: says which data for whom. */
  readonly name: string
  readonly newest: RemoteFile | undefined
  readonly description: string
}

/** Encrypts what is in `backend/data` and puts it into the private repository, unless it is there already. */
export const dataPush: Step<Context, PushFacts> = {
  id: 'push',
  title: 'Private repository',
  needs: ['local-data'],
  inspect: async (context) => {
    const chosen = await chooseLock(context.paths().data, await keyOf(context))
    const name = archiveName(need(context, 'localData').version, chosen.tag)
    return withDataRemote(context, async (remote) => {
      const newest = await newestIn(remote, context)
      context.found.remoteData = { newest }
      return { chosen, name, newest, description: remote.description }
    })
  },
  assess: ({ chosen, name, newest, description }) => {
    const detail = [`${name} is in ${description}, for ${chosen.words}`, ...chosen.notes].join(' · ')
    if (newest?.name === name) return { status: 'satisfied', detail }
    const replaced = newest ? [`It takes the place of ${newest.name}, which stays in the history there.`] : []
    return {
      status: 'missing',
      plan: [`Encrypt for ${chosen.words}, and put ${name} into ${description}.`, ...replaced],
    }
  },
  apply: async (context, { chosen, name, newest }, report) => {
    const bytes = await encryptWhole(need(context, 'localData'), chosen.lock)
    context.found.published = await withDataRemote(context, (remote) =>
      remote.publish({ name, bytes, replaces: newest?.id ?? '' }, report),
    )
  },
}
