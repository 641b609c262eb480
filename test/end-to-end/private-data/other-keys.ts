import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesOf } from '../../support/git/repositories.ts'
import type { Environment } from '../support/run-program.ts'
import { author, cloneIn, dataOf, elsewhere, keyOf, type PrivateStory } from './story.ts'

/** A key that was lost, and a second person. */
export function otherKeys(story: PrivateStory): void {
  const { world, places, bare, github } = story
  const run = async (args: readonly string[], env: Environment, cwd = world.folder) => {
    const { code, stdout, stderr } = await world.run(['data', ...args, '--json'], { env, cwd })
    return { code, stderr, document: JSON.parse(stdout) }
  }
  /** Whether a key opens what is newest there: read in memory, nothing is written. */
  const opens = async (DATA_KEY: string, place: string) => {
    const { code, document } = await run(['check', '--private-repo', place], { ...elsewhere(story), DATA_KEY })
    return code === 0 ? 'opened' : document.error.code
  }
  const rekey = async (place: string) => {
    const { code, stderr, document } = await run(['rekey', '--private-repo', place], author(story))
    expect(code, stderr).toBe(0)
    return document
  }
  const newest = { server: () => filesOf(bare, 'twin-data'), releases: () => namesIn(github.store.latest()) }

  it('replaces a key everywhere it is used: the old opens the newest no longer', async () => {
    const old = keyOf(story)
    const made = await run(['init', '--new-key'], author(story))
    expect(made.document).toMatchObject({ ok: true, changed: true })
    expect(keyOf(story)).not.toBe(old)
    for (const place of ['server', 'releases'] as const) {
      expect(await opens(old, places[place])).toBe('opened')
      const before = newest[place]()
      const { changed, file } = await rekey(places[place])
      expect({ changed, files: newest[place]() }).toEqual({ changed: true, files: [file] })
      expect(newest[place]()).not.toEqual(before)
      expect(await opens(old, places[place])).toBe('DATA_KEY_WRONG')
      expect(await opens(keyOf(story), places[place])).toBe('opened')
      expect(await rekey(places[place])).toMatchObject({ changed: false })
    }
  })

  it('lets a second person open it who has sent a recipient, and the first still', async () => {
    const theirs = cloneIn(story, 'of-friend')
    const friend = { ...author(story), XDG_CONFIG_HOME: join(world.root, 'config-of-friend') }
    const { document } = await run(['init'], friend, theirs)
    const key = readFileSync(document.keyFile, 'utf8')
    expect(await opens(key, places.server)).toBe('DATA_KEY_WRONG')

    // As a pull request brings it.
    copyFileSync(join(dataOf(theirs), 'recipients.txt'), join(dataOf(world.folder), 'recipients.txt'))
    expect(await rekey(places.server)).toMatchObject({ changed: true })
    expect(await opens(key, places.server)).toBe('opened')
    expect(await opens(keyOf(story), places.server)).toBe('opened')
  })

  it('changes to a passphrase that nobody wrote down here', async () => {
    const NEW_DATA_KEY = 'lantern gull tide seven'
    const env = { ...author(story), NEW_DATA_KEY }
    const args = ['rekey', '--private-repo', places.folder]
    const beside = places.folder.replace('file://', '')
    const before = filesOf(beside, 'twin-data')
    // Named recipients count, and a passphrase is none.
    expect((await run(args, env)).document.error).toMatchObject({ code: 'DATA_KEY_LOCKED_OUT' })
    expect(filesOf(beside, 'twin-data')).toEqual(before)
    rmSync(join(dataOf(world.folder), 'recipients.txt'))
    const { code, document } = await run(args, env)
    expect({ code, error: document.error }).toEqual({ code: 0, error: undefined })
    expect(filesOf(beside, 'twin-data')).toEqual([document.file])
    expect(document.file).not.toBe(before[0])
    expect(await opens(NEW_DATA_KEY, places.folder)).toBe('opened')
  })
}

const namesIn = (release: { readonly assets: readonly { readonly name: string }[] } | undefined) =>
  release?.assets.map(({ name }) => name)
