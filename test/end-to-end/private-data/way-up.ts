import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesOf } from '../../support/git/repositories.ts'
import { author, dataOf, keyOf, type PrivateStory, remember } from './story.ts'

export const lighthouse = 'My grandmother kept the lighthouse on the island of Vlieland.'
const ourFile = /^data-encrypted-[0-9a-f]{16}-[0-9a-f]{8}\.age$/

/** On the author's computer: a key, an encrypted file, and the same in three places. */
export function wayUp(story: PrivateStory): void {
  const { world, places, github, bare } = story
  const data = async (...args: string[]) => {
    const { code, stdout, stderr } = await world.run(['data', ...args, '--json'], { env: author(story) })
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }

  it('begins with a key that only the author can read, outside the project', async () => {
    remember(story, lighthouse)
    const { keyFile, changed } = await data('init')
    expect(changed).toBe(true)
    expect(keyFile.startsWith(world.folder)).toBe(false)
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    const recipients = readFileSync(join(dataOf(world.folder), 'recipients.txt'), 'utf8')
    expect(recipients).toMatch(/^age1\S+$/m)
    expect(recipients).not.toContain(keyOf(story))
    expect(await data('init')).toMatchObject({ changed: false })
  })

  it('encrypts into a file that says nothing', async () => {
    const output = join(world.root, 'out.age')
    expect(await data('encrypt', '--output', output)).toMatchObject({ changed: true, file: output })
    const bytes = readFileSync(output)
    expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/)
    expect(bytes.includes('lighthouse')).toBe(false)
  })

  it.each(['server', 'folder'] as const)('pushes to a branch of a git repository: %s', async (place) => {
    const pushed = await data('push', '--private-repo', places[place])
    expect(pushed).toMatchObject({ changed: true, file: expect.stringMatching(ourFile) })
    const repository = place === 'server' ? bare : places.folder.replace('file://', '')
    expect(filesOf(repository, 'twin-data')).toEqual([pushed.file])
  })

  it('pushes to a new release', async () => {
    const pushed = await data('push', '--private-repo', places.releases)
    expect(pushed).toMatchObject({ changed: true, file: expect.stringMatching(ourFile) })
    const release = github.store.latest()
    expect(release).toMatchObject({ draft: false, assets: [{ name: pushed.file, state: 'uploaded' }] })
    const [asset] = release?.assets ?? []
    expect(asset?.digest).toBe(
      `sha256:${createHash('sha256')
        .update(asset?.bytes ?? '')
        .digest('hex')}`,
    )
    expect(Buffer.from(asset?.bytes ?? '').includes('lighthouse')).toBe(false)
  })

  it('leaves no encrypted file of its own in the project, and no data for git', () => {
    expect(existsSync(join(world.folder, '.git'))).toBe(false)
    expect(readFileSync(join(world.folder, '.gitignore'), 'utf8')).toMatch(/^backend\/data\/personal_data\/$/m)
  })
}
