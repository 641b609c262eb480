import { afterEach, expect, it, vi } from 'vitest'
import type { RemoteFile } from '../../source/services/data/remotes/data-remote.ts'
import { newestIn } from '../../source/steps/data-access.ts'
import { fakeContext } from '../support/fake-context.ts'

const pauses = vi.hoisted(() => [] as number[])
vi.mock('node:timers/promises', () => ({ setTimeout: async (milliseconds: number) => void pauses.push(milliseconds) }))
afterEach(() => {
  pauses.length = 0
})

const file = (id: string): RemoteFile => ({ id, name: `data-encrypted-${id}.age`, size: 1 })

/** A place whose list says these things, one after the other, and the last of them from then on. */
function listing(...seen: readonly (RemoteFile | undefined)[]) {
  let looks = 0
  const never = () => Promise.reject(new Error('Only the list is asked for.'))
  return {
    looks: () => looks,
    remote: {
      description: 'the place',
      newest: async () => seen[Math.min(looks++, seen.length - 1)],
      explainAbsence: never,
      download: never,
      publish: never,
      close: async () => undefined,
    },
  }
}

it('is waited for after this run has published it, as a list may lag', async () => {
  const { remote, looks } = listing(undefined, file('old'), file('new'))
  const found = await newestIn(remote, fakeContext({ found: { published: file('new') } }))
  expect([found, looks(), pauses]).toEqual([file('new'), 3, [1_000, 1_000]])
})

it('is what the list says in the end, when it never comes', async () => {
  const { remote, looks } = listing(file('old'))
  const found = await newestIn(remote, fakeContext({ found: { published: file('new') } }))
  expect([found, looks(), pauses.length]).toEqual([file('old'), 10, 9])
})

it('is looked for once where nothing was published', async () => {
  const { remote, looks } = listing(undefined, file('late'))
  expect(await newestIn(remote, fakeContext())).toBeUndefined()
  expect([looks(), pauses]).toEqual([1, []])
})
