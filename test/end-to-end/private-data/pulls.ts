import { expect, it } from 'vitest'
import { filesOf, git } from '../../support/git/repositories.ts'
import { snapshotOf } from '../support/snapshot.ts'
import { author, clonePath, dataOf, elsewhere, type PrivateStory } from './story.ts'

/** Both ways between a computer and the places, and what a repetition costs. */
export function pulls(story: PrivateStory): void {
  const { world, places, server, github, bare } = story
  const pull = async (name: string, place: string) => {
    const args = ['data', 'pull', '--private-repo', place, '--json']
    const { code, stdout, stderr } = await world.run(args, { cwd: clonePath(story, name), env: elsewhere(story) })
    expect(code, stderr).toBe(0)
    return { ...JSON.parse(stdout), progress: stderr }
  }
  const push = async (place: string) => {
    const { code, stdout, stderr } = await world.run(['data', 'push', '--private-repo', place, '--json'], {
      env: author(story),
    })
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const objects = () => git(bare, 'count-objects', '-v')
  const written = (from: number) => github.requests.slice(from).filter(({ method }) => method !== 'GET')
  const downloaded = (from: number) => github.requests.slice(from).filter(({ path }) => path.startsWith('/signed/'))

  it('brings every file of the author, byte for byte, from either kind of place', async () => {
    await push(places.server)
    for (const [name, place] of [
      ['of-branch', places.server],
      ['of-release', places.releases],
    ] as const) {
      expect(await pull(name, place)).toMatchObject({ changed: true })
      const { 'recipients.txt': _, ...files } = snapshotOf(dataOf(clonePath(story, name)))
      const { 'recipients.txt': _own, ...wanted } = snapshotOf(dataOf(world.folder))
      expect(contents(files)).toEqual(contents(wanted))
    }
  })

  it('fetches nothing a second time', async () => {
    const [sent, seen] = [server.sent(), github.requests.length]
    const fromBranch = await pull('of-branch', places.server)
    expect(fromBranch).toMatchObject({ changed: false })
    expect(fromBranch.progress).not.toContain('Downloading')
    // The list of branches and one commit with its tree; the file has more than 20 000 bytes.
    expect(server.sent() - sent).toBeLessThan(4_000)
    expect(await pull('of-release', places.releases)).toMatchObject({ changed: false })
    expect(downloaded(seen)).toEqual([])
    expect(github.requests.length).toBeGreaterThan(seen)
  })

  it('sends nothing a second time', async () => {
    const before = { objects: objects(), files: filesOf(bare, 'twin-data') }
    const [asked, seen] = [server.requests.length, github.requests.length]
    expect(await push(places.server)).toMatchObject({ changed: false })
    expect(server.requests.slice(asked).filter(({ path }) => path.includes('receive-pack'))).toEqual([])
    expect({ objects: objects(), files: filesOf(bare, 'twin-data') }).toEqual(before)
    expect(await push(places.releases)).toMatchObject({ changed: false })
    expect(written(seen)).toEqual([])
    expect(downloaded(seen)).toEqual([])
  })
}

/** Modes differ: what is pulled is for its owner only. */
const contents = (snapshot: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(snapshot).map(([path, line]) => [path, line.split(' ')[1]]))
