import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isLocking, named, writesIn } from '../support/requests.ts'
import { askTwin, siteIn } from '../support/twin.ts'
import { author, cloneIn, clonePath, dataOf, elsewhere, type PrivateStory, remember } from './story.ts'
import { lighthouse } from './way-up.ts'

const deploy = ['deploy', 'dev', '--rehearse', '--yes']
export const boat = 'My first boat was called Zeemeeuw.'
const choir = 'I sing bass in a choir in Harlingen.'

/** Deployments where the data itself never was: the key and a token are in the environment. */
export function freshClones(story: PrivateStory): void {
  const { world, places } = story
  const push = async (place: string) => {
    const pushed = await world.run(['data', 'push', '--private-repo', place], { env: author(story) })
    expect(pushed.code, pushed.stderr).toBe(0)
  }
  const deployIn = (name: string, args: readonly string[] = [], env = {}) =>
    world.run([...deploy, ...args], { cwd: clonePath(story, name), env: { ...elsewhere(story), ...env } })

  it('holds none of the data', () => {
    for (const name of ['of-branch', 'of-release']) {
      const data = dataOf(cloneIn(story, name))
      expect(existsSync(join(data, 'recipients.txt'))).toBe(true)
      expect(existsSync(join(data, 'personal_data'))).toBe(false)
      expect(existsSync(join(data, 'prompts'))).toBe(false)
    }
  })

  it('deploys from a branch behind a server, and the twin answers from it', async () => {
    expect(await askTwin(story.site, 'Who kept the lighthouse?')).not.toContain('Vlieland')
    const { code, stdout, stderr } = await deployIn('of-branch', ['--private-repo', places.server])
    expect(code, stderr).toBe(0)
    expect(siteIn(stdout)).toBe(story.site)
    expect(await askTwin(story.site, 'Who kept the lighthouse?')).toContain(lighthouse)
    expect(existsSync(join(dataOf(clonePath(story, 'of-branch')), 'personal_data'))).toBe(false)
  })

  it('has nothing to change the second time, without the flag', async () => {
    const { value, requests } = await world.during(() => deployIn('of-branch'))
    expect(value.code, value.stderr).toBe(0)
    expect(value.stdout).toContain('Nothing to change: your twin (dev) is up to date')
    expect(named(writesIn(requests).filter((request) => !isLocking(request)))).toEqual([])
  })

  it('deploys from a branch in a folder', async () => {
    remember(story, choir)
    await push(places.folder)
    const { code, stderr } = await deployIn('of-branch', ['--private-repo', places.folder])
    expect(code, stderr).toBe(0)
    expect(await askTwin(story.site, 'In which choir do you sing bass?')).toContain(choir)
  })

  it('deploys from a release with nothing but the environment, as CI does', async () => {
    remember(story, boat)
    await push(places.releases)
    const { code, stderr } = await deployIn('of-release', [], { PRIVATE_DATA_REPO: places.releases })
    expect(code, stderr).toBe(0)
    expect(await askTwin(story.site, 'What was your first boat called?')).toContain(boat)
    expect(existsSync(join(dataOf(clonePath(story, 'of-release')), 'personal_data'))).toBe(false)
  })
}
