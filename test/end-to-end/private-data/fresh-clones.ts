import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPointer } from '../support/deployed-data.ts'
import { waitFor } from '../support/processes.ts'
import { isLocking, isRecord, named, writesIn } from '../support/requests.ts'
import { askTwin, siteIn } from '../support/twin.ts'
import { author, cloneIn, clonePath, dataOf, deployment, elsewhere, type PrivateStory, remember } from './story.ts'
import { lighthouse } from './way-up.ts'

const boat = 'My first boat was called Zeemeeuw.'

/** Deployments where the data itself never was: the key and a token are in the environment. */
export function freshClones(story: PrivateStory): void {
  const { world, places } = story
  const deployIn = (name: string, args: readonly string[] = [], env = {}) =>
    world.run([...deployment, ...args], { cwd: clonePath(story, name), env: { ...elsewhere(story), ...env } })

  it('holds none of the data', () => {
    for (const name of ['of-branch', 'of-release']) {
      const data = dataOf(cloneIn(story, name))
      expect(existsSync(join(data, 'recipients.txt'))).toBe(true)
      expect(existsSync(join(data, 'personal_data'))).toBe(false)
      expect(existsSync(join(data, 'prompts'))).toBe(false)
    }
  })

  it('deploys from a branch behind a server, and the twin answers from it', async () => {
    const { code, stdout, stderr } = await deployIn('of-branch', ['--private-repo', places.server])
    expect(code, stderr).toBe(0)
    expect(siteIn(stdout)).toBe(story.site)
    expect(await askTwin(story.site, 'Who kept the lighthouse?')).toContain(lighthouse)
    expect(existsSync(join(dataOf(clonePath(story, 'of-branch')), 'personal_data'))).toBe(false)
  })

  it('has nothing to change the second time, with the same data from a folder', async () => {
    const { value, requests } = await world.during(() => deployIn('of-branch', ['--private-repo', places.folder]))
    expect(value.code, value.stderr).toBe(0)
    expect(value.stdout).toContain('Nothing to change: your twin (dev) is up to date')
    expect(named(writesIn(requests).filter((request) => !isLocking(request) && !isRecord(request)))).toEqual([])
  })

  it('deploys from a release with nothing but the environment, as CI does', async () => {
    remember(story, boat)
    const args = ['data', 'push', '--private-repo', places.releases, '--json']
    const pushed = JSON.parse((await world.run(args, { env: author(story) })).stdout)
    const { code, stderr } = await deployIn('of-release', [], { PRIVATE_DATA_REPO: places.releases })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(await readPointer(world))).toMatchObject({ version: pushed.version })
    expect(existsSync(join(dataOf(clonePath(story, 'of-release')), 'personal_data'))).toBe(false)
  })
}

/** The twin looks for newer data once a minute. Nothing that was refused since the release has come between. */
export function laterAnswers(story: PrivateStory): void {
  it('answers from the release', async () => {
    let reply = ''
    const isTold = async () => {
      reply = await askTwin(story.site, 'What was your first boat called?')
      return reply.includes(boat)
    }
    await waitFor(isTold, () => reply, 90_000)
  })

  it('needed nothing that the published policy does not allow', async () => {
    const requests = await story.world.requests()
    expect(named(requests.filter(({ denied }) => denied))).toEqual([])
  })
}
