import { expect, it } from 'vitest'
import { commitElsewhere } from '../../support/git/repositories.ts'
import { readPointer } from '../support/deployed-data.ts'
import { expectStopped } from '../support/stopped.ts'
import { clonePath, dataOf, deployment, elsewhere, type PrivateStory } from './story.ts'

const flipped = (bytes: Buffer) => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(copy.length - 100) ^ 1, copy.length - 100)
  return copy
}
const damages = {
  truncated: {
    damage: (bytes: Buffer) => bytes.subarray(0, -40),
    error: /^DATA_ARCHIVE_(TRUNCATED|DAMAGED)$/,
  },
  'cut in its header': { damage: (bytes: Buffer) => bytes.subarray(0, 60), error: /^DATA_ARCHIVE_TRUNCATED$/ },
  flipped: { damage: flipped, error: /^DATA_ARCHIVE_DAMAGED$/ },
  'no archive at all': { damage: () => Buffer.alloc(0), error: /^DATA_ARCHIVE_TRUNCATED$/ },
} as const

/** What somebody, or a bad line, did to the encrypted file. */
export function damagedData(story: PrivateStory): void {
  const { world, places, bare, github } = story
  const whats = Object.keys(damages) as (keyof typeof damages)[]
  const rows = (['server', 'releases'] as const).flatMap((place) => whats.map((what) => ({ place, what })))

  it.each(rows)('stops a deployment before it begins: $what, $place', async ({ place, what }) => {
    const [asset] = github.store.latest()?.assets ?? []
    const name = asset?.name ?? ''
    const bytes = damages[what].damage(Buffer.from(asset?.bytes ?? ''))
    const branch = what.replaceAll(' ', '-')
    const release = place === 'releases' ? github.store.add({ tag_name: branch }) : undefined
    if (release) github.store.addAsset(release, name, bytes)
    else commitElsewhere(bare, branch, { [name]: bytes })
    const before = await readPointer(world)
    const folder = clonePath(story, 'of-branch')
    try {
      const at = place === 'releases' ? places.releases : `${places.server}#${branch}`
      await expectStopped(world, {
        args: [...deployment, '--cwd', folder, '--private-repo', at],
        env: elsewhere(story),
        cwd: dataOf(folder),
        code: 1,
        error: expect.stringMatching(damages[what].error),
        says: /encrypted file/,
        next: /again/,
      })
    } finally {
      if (release) github.store.remove(release.id)
    }
    expect(await readPointer(world)).toBe(before)
  })
}
