import { expect, it } from 'vitest'
import { bareRepository } from '../../support/git/repositories.ts'
import { readOnlyToken, startGitHub } from '../../support/github/stand-in.ts'
import type { Refusal } from '../support/refusal.ts'
import { expectStopped } from '../support/stopped.ts'
import { author, clonePath, dataOf, deployment, elsewhere, type PrivateStory } from './story.ts'

type Wrong = Pick<Refusal, 'error' | 'says' | 'next'>

/** Nothing there, or nobody who may have it. */
export function wrongPlaces(story: PrivateStory): void {
  const { world, places, server } = story
  const deployFrom = async (place: string, { env = {}, ...wrong }: Wrong & Pick<Refusal, 'env'>) => {
    const folder = clonePath(story, 'of-branch')
    await expectStopped(world, {
      args: [...deployment, '--cwd', folder, '--private-repo', place],
      env: { ...elsewhere(story), ...env },
      cwd: dataOf(folder),
      code: 1,
      ...wrong,
    })
  }

  it('an empty repository', async () => {
    bareRepository(world.root, 'empty.git')
    await deployFrom(`${server.url}/empty.git`, {
      error: 'PRIVATE_REPO_EMPTY',
      says: /is empty/,
      next: new RegExp(`^twin data push --private-repo ${server.url}/empty\\.git#twin-data {3}# `),
    })
  })

  it('no repository', async () => {
    await deployFrom(`file://${world.root}/nowhere.git`, {
      error: 'PRIVATE_REPO_NOT_FOUND',
      says: /no git repository file:/,
      next: new RegExp(`^git init --bare ${world.root}/nowhere\\.git {3}# `),
    })
  })

  it('no such branch', async () => {
    await deployFrom(`${places.server}#other`, { error: 'GIT_BRANCH_NOT_FOUND', says: /it has .*twin-data/, next: /./ })
  })

  it('no release', async () => {
    const { url } = await startGitHub()
    await deployFrom(places.releases, {
      env: { GITHUB_API_URL: url },
      error: 'PRIVATE_REPO_NO_RELEASE',
      says: /no published release/,
      next: /^twin data push/,
    })
  })

  it('a repository that the token does not see', async () => {
    const next = /Contents: Read-only/
    await deployFrom('ada/another', { error: 'PRIVATE_REPO_NOT_FOUND', says: /that this token may see/, next })
  })

  it.each(['server', 'releases'] as const)('a token that is not known there: %s', async (place) => {
    const env = { PRIVATE_DATA_PAT: 'github_pat_unknown' }
    const next = /PRIVATE_DATA_PAT/
    await deployFrom(places[place], { env, error: 'PRIVATE_TOKEN_REFUSED', says: /refuses the token/, next })
  })

  it.each([
    { place: 'server', error: 'GIT_SIGN_IN_NEEDED' },
    { place: 'releases', error: 'PRIVATE_TOKEN_MISSING' },
  ] as const)('no token: $place', async ({ place, error }) => {
    const env = { PRIVATE_DATA_PAT: undefined }
    await deployFrom(places[place], { env, error, says: /token/, next: /export PRIVATE_DATA_PAT=/ })
  })

  it('a token that may read and not write, for a push', async () => {
    const { url, store } = await startGitHub()
    await expectStopped(world, {
      args: ['data', 'push', '--private-repo', places.releases],
      env: { ...author(story), PRIVATE_DATA_PAT: readOnlyToken, GITHUB_API_URL: url },
      code: 1,
      error: 'PRIVATE_TOKEN_SCOPE',
      says: /write/,
      next: /Contents: Read and write/,
    })
    expect(store.releases).toEqual([])
  })
}
