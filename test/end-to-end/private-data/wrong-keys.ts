import { generateIdentity } from 'age-encryption'
import { expect, it } from 'vitest'
import { readPointer } from '../support/deployed-data.ts'
import { expectStopped } from '../support/stopped.ts'
import { askTwin } from '../support/twin.ts'
import { clonePath, dataOf, deployment, elsewhere, keyOf, type PrivateStory } from './story.ts'
import { lighthouse } from './way-up.ts'

const wrong = {
  'another identity': { key: () => generateIdentity(), error: 'DATA_KEY_WRONG', says: /recipient/ },
  'a passphrase': { key: async () => 'open sesame', error: 'DATA_KEY_WRONG', says: /passphrase/ },
  'a truncated identity': {
    key: async (story: PrivateStory) => keyOf(story).slice(0, -5),
    error: 'DATA_KEY_INVALID',
    says: /not a whole age identity/,
  },
  'no key': { key: async () => undefined, error: 'DATA_KEY_MISSING', says: /no key/ },
} as const

/** Stopped before any call to AWS, with everything as it was, here and there. */
export function wrongKeys(story: PrivateStory): void {
  const { world, places } = story
  const whats = Object.keys(wrong) as (keyof typeof wrong)[]
  const rows = (['server', 'releases'] as const).flatMap((place) => whats.map((what) => ({ place, what })))

  it.each(rows)('stops a deployment before it begins: $what, $place', async ({ place, what }) => {
    const { key, error, says } = wrong[what]
    const folder = clonePath(story, 'of-branch')
    await expectStopped(world, {
      args: [...deployment, '--cwd', folder, '--private-repo', places[place]],
      env: { ...elsewhere(story), DATA_KEY: await key(story) },
      cwd: dataOf(folder),
      code: 1,
      error,
      says,
      next: what === 'no key' ? /^twin deploy --use-local {3}# /m : /DATA_KEY/,
    })
  })

  it('leaves the deployed data as it was', async () => {
    const before = await readPointer(world)
    const { key, error, says } = wrong['another identity']
    await expectStopped(world, {
      args: deployment,
      env: { ...elsewhere(story), DATA_KEY: await key() },
      cwd: clonePath(story, 'of-release'),
      code: 1,
      error,
      says,
      next: /DATA_KEY/,
    })
    expect(JSON.parse(before)).toMatchObject({ version: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect(await readPointer(world)).toBe(before)
    expect(await askTwin(story.site, 'Who kept the lighthouse?')).toContain(lighthouse)
  })
}
