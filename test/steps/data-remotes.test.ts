import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { UserError } from '../../source/errors.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { addRecipient } from '../../source/services/data/recipients-file.ts'
import { data as dataStep } from '../../source/steps/data.ts'
import { localData } from '../../source/steps/data-local.ts'
import { dataReplace, remoteData } from '../../source/steps/data-pull.ts'
import { dataPush } from '../../source/steps/data-push.ts'
import { dataRekey } from '../../source/steps/data-rekey.ts'
import { type Contents, sample, temporaryFolder, writeFiles } from '../data/folders.ts'
import { makePdf } from '../data/make-pdf.ts'
import { bareRepository, filesOf, git } from '../support/git/repositories.ts'
import { repository, startGitHub, token } from '../support/github/stand-in.ts'
import { performStep } from '../support/run-step.ts'
import { dataProject, withKey } from './data-project.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const contents: Contents = {
  ...sample,
  'personal_data/facts.json': '{"name": "Ada"}',
  'personal_data/linkedin.pdf': makePdf({ pages: ['Beekeeper'] }),
}

const stranger = await makeIdentity()

/** Both kinds of place, with what shows how often something was written there, and the newest name. */
const places = {
  'a branch': async () => {
    const bare = bareRepository(temporaryFolder())
    return {
      place: `file://${bare}`,
      env: {},
      written: () =>
        git(bare, 'branch', '--list', 'twin-data') ? Number(git(bare, 'rev-list', '--count', 'twin-data')) : 0,
      downloads: () => 0,
      names: () => filesOf(bare, 'twin-data'),
    }
  },
  releases: async () => {
    const github = await startGitHub()
    vi.stubEnv('GITHUB_API_URL', github.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    return {
      place: repository,
      env: { PRIVATE_DATA_PAT: token },
      written: () => github.store.releases.length,
      downloads: () => github.requests.filter(({ path }) => path.startsWith('/signed/')).length,
      names: () => github.store.latest()?.assets.map(({ name }) => name),
    }
  },
} as const

describe.each(Object.entries(places))('private data in %s', (_, openPlace) => {
  /** What is here is pushed from one folder, by somebody with a new key. */
  async function pushed() {
    const at = await openPlace()
    const project = dataProject({ contents, place: at.place, env: at.env })
    const recipient = await withKey(project)
    expect(await performStep(localData, project.context)).toMatchObject({ outcome: 'satisfied' })
    const done = await performStep(dataPush, project.context)
    expect(done).toMatchObject({ outcome: 'applied' })
    const again = (more: { readonly env?: object; readonly keyFile?: string } = {}) =>
      dataProject({ place: at.place, keyFile: project.keyFile, ...more, env: { ...at.env, ...more.env } })
    const sameProject = () =>
      dataProject({ place: at.place, env: at.env, root: project.root, keyFile: project.keyFile }).context
    return { at, project, recipient, done, again, sameProject }
  }

  it('is pushed once; what is there already is not transferred again', async () => {
    const { at, done, sameProject } = await pushed()
    const next = sameProject()
    await performStep(localData, next)
    expect(await performStep(dataPush, next)).toMatchObject({ outcome: 'satisfied', detail: done.detail })
    expect(next.found.published).toBeUndefined()
    expect(at.written()).toBe(1)
    expect(at.names()).toEqual([
      expect.stringMatching(new RegExp(`^data-encrypted-${next.found.localData?.version}-[0-9a-f]{8}\\.age$`)),
    ])
  })

  it('is only planned in a dry run', async () => {
    const at = await openPlace()
    const project = dataProject({ contents, place: at.place, env: at.env })
    await withKey(project)
    await performStep(localData, project.context)
    expect(await performStep(dataPush, project.context, 'dry-run')).toMatchObject({
      outcome: 'planned',
      plan: [expect.stringMatching(/^Encrypt for 1 recipient, and put data-encrypted-/)],
    })
    expect(at.written()).toBe(0)
  })

  it('is pushed anew when it changes, in the place of the older', async () => {
    const { at, project, sameProject } = await pushed()
    writeFiles(project.data, { 'personal_data/me.txt': 'I keep bees.\n' })
    const next = sameProject()
    await performStep(localData, next)
    expect(await performStep(dataPush, next)).toMatchObject({ outcome: 'applied' })
    expect(at.written()).toBe(2)
    expect(at.names()).toEqual([expect.stringContaining(`-${next.found.localData?.version}-`)])
  })

  it('is pulled into another folder as it was, and not even fetched the next time', async () => {
    const { at, project, again } = await pushed()
    const there = again()
    expect(await performStep(remoteData, there.context)).toMatchObject({ outcome: 'satisfied' })
    expect(await performStep(dataReplace, there.context)).toMatchObject({ outcome: 'applied' })
    expect((await readLocalData(there.data)).version).toBe((await readLocalData(project.data)).version)
    const fetched = at.downloads()
    const later = dataProject({ place: at.place, env: at.env, root: there.root, keyFile: project.keyFile })
    expect(await performStep(remoteData, later.context)).toMatchObject({
      outcome: 'satisfied',
      detail: expect.stringContaining('nothing was transferred'),
    })
    expect(await performStep(dataReplace, later.context)).toMatchObject({ outcome: 'satisfied' })
    expect(at.downloads()).toBe(fetched)
  })

  it('is only planned to be put here in a dry run', async () => {
    const { again } = await pushed()
    const there = again()
    await performStep(remoteData, there.context, 'dry-run')
    expect(await performStep(dataReplace, there.context, 'dry-run')).toMatchObject({ outcome: 'planned' })
    expect(readdirSync(there.root)).toEqual([])
  })

  it('takes the place of what could not be read, which is known then', async () => {
    const { again } = await pushed()
    const there = again()
    writeFiles(there.data, { ...sample, 'personal_data/facts.json': '{broken' })
    await performStep(remoteData, there.context)
    expect(there.context.found.hasUnreadData).toBe(true)
    expect(await performStep(dataReplace, there.context)).toMatchObject({ outcome: 'applied' })
    expect(readFileSync(join(there.data, 'personal_data/facts.json'), 'utf8')).toBe(
      contents['personal_data/facts.json'],
    )
  })

  it('is what a deployment reads', async () => {
    const { project, again } = await pushed()
    const { context } = again()
    expect(await performStep(dataStep, context)).toMatchObject({ outcome: 'satisfied' })
    expect(context.found.data?.version).toBe((await readLocalData(project.data)).version)
  })

  it.each([
    ['another key', 'DATA_KEY_WRONG', stranger.identity],
    ['a passphrase', 'DATA_KEY_WRONG', 'correct horse battery staple'],
    ['half a key', 'DATA_KEY_INVALID', 'AGE-SECRET-KEY-1CANARY'],
    ['no key', 'DATA_KEY_MISSING', ''],
  ])('is not opened with %s, and what is here stays', async (_name, code, text) => {
    const { again } = await pushed()
    const there = again({ env: { DATA_KEY: text }, keyFile: join(temporaryFolder(), 'none.key') })
    writeFiles(there.data, { ...sample, 'personal_data/me.txt': 'Mine.\n' })
    const { version } = await readLocalData(there.data)
    const { problem } = await performStep(remoteData, there.context)
    expect(problem).toMatchObject({ code })
    expect((problem as UserError).nextSteps.length).toBeGreaterThan(0)
    if (text) expect(String((problem as Error).stack)).not.toContain(text)
    expect((await readLocalData(there.data)).version).toBe(version)
  })

  it('is encrypted anew for other recipients, once', async () => {
    const { at, project, again, sameProject } = await pushed()
    const bob = await makeIdentity()
    await addRecipient(project.data, bob.recipient)
    expect(await performStep(dataRekey, sameProject())).toMatchObject({ outcome: 'applied' })
    expect(at.written()).toBe(2)
    expect(await performStep(dataRekey, sameProject())).toMatchObject({ outcome: 'satisfied' })
    expect(at.written()).toBe(2)
    const { context } = again({ env: { DATA_KEY: bob.identity } })
    expect(await performStep(dataStep, context)).toMatchObject({ outcome: 'satisfied' })
  })

  it('is encrypted anew for the holder of NEW_DATA_KEY, where nobody is named', async () => {
    const { at, again } = await pushed()
    const [old, fresh] = ['correct horse battery staple', 'wrong donkey charger clip']
    const rekey = again({ env: { NEW_DATA_KEY: fresh } })
    expect(await performStep(dataRekey, rekey.context)).toMatchObject({ outcome: 'applied' })
    expect(at.names()).toEqual([expect.stringMatching(/-passphrase\.age$/)])
    const readers = [fresh, old].map((text) => again({ env: { DATA_KEY: text } }).context)
    const [good, bad] = await Promise.all(readers.map((context) => performStep(dataStep, context)))
    expect(good).toMatchObject({ outcome: 'satisfied' })
    expect(bad?.problem).toMatchObject({ code: 'DATA_KEY_WRONG' })
  })

  it('is not encrypted anew for a NEW_DATA_KEY that the recipients leave out', async () => {
    const { at, sameProject, project } = await pushed()
    const env = { ...at.env, NEW_DATA_KEY: 'wrong donkey charger clip' }
    const { context } = dataProject({ place: at.place, env, root: project.root, keyFile: project.keyFile })
    const { problem } = await performStep(dataRekey, context)
    expect(problem).toMatchObject({ code: 'DATA_KEY_LOCKED_OUT' })
    expect(at.written()).toBe(1)
    expect(await performStep(dataRekey, sameProject())).toMatchObject({ outcome: 'satisfied' })
  })

  it('that is not there yet cannot be pulled or encrypted anew, and the way there is named', async () => {
    const at = await openPlace()
    const project = dataProject({ contents, place: at.place, env: at.env })
    await withKey(project)
    for (const step of [remoteData, dataRekey]) {
      const { problem } = await performStep(step, project.context)
      expect((problem as UserError).code).toMatch(/^PRIVATE_REPO_(EMPTY|NO_RELEASE)$/)
      expect((problem as UserError).nextSteps[0]).toMatch(/^twin data push/)
    }
  })
})
