import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Context } from '../../source/context.ts'
import type { Act } from '../../source/plans/act.ts'
import { deployPlan } from '../../source/plans/deploy-plan.ts'
import { setupPlan } from '../../source/plans/setup-plan.ts'
import { runActs } from '../../source/run-acts.ts'
import { makeIdentity } from '../../source/services/data/age/identity.ts'
import { encryptWhole } from '../../source/services/data/archive/open-encrypted.ts'
import { archiveName } from '../../source/services/data/archive/pack.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { project } from '../../source/steps/project.ts'
import { folderWith, sample, temporaryFolder, writeFiles } from '../data/folders.ts'
import { fakeContext } from '../support/fake-context.ts'
import { fakePrompter } from '../support/fake-prompter.ts'
import { bareRepository, commitElsewhere } from '../support/git/repositories.ts'
import { recordingHost } from '../support/recording-host.ts'

// Milliseconds: git starts many programs, and shares its processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const recipient = (await makeIdentity()).recipient

/** A private repository whose data is for somebody else. */
async function lockedPlace(): Promise<string> {
  const data = await readLocalData(folderWith(sample))
  const bare = bareRepository(temporaryFolder())
  commitElsewhere(bare, 'twin-data', {
    [archiveName(data.version, '00000000')]: await encryptWhole(data, { recipients: [recipient] }),
  })
  return `file://${bare}`
}

/** A run with another key, in an account that must not be touched. */
async function runWithWrongKey(acts: readonly Act[]) {
  const root = temporaryFolder()
  writeFiles(join(root, 'backend', 'data'), sample)
  const touched: string[] = []
  const context: Context = {
    ...fakeContext({
      root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_KEY: (await makeIdentity()).identity },
      flags: {
        acceptCosts: true,
        approve: true,
        directory: root,
        region: 'eu-central-1',
        projectName: 'digital-twin',
        dataSource: 'private',
        privateRepo: await lockedPlace(),
        environment: 'dev',
        model: 'eu.amazon.nova-lite-v1:0',
      },
      options: { interactive: false, yes: true },
      found: { privateFolder: Promise.resolve(temporaryFolder()) },
    }),
    aws: () => {
      touched.push('aws')
      throw new Error('The account was asked.')
    },
  }
  const host = recordingHost()
  const surface = {
    host,
    quickHost: host,
    show: () => undefined,
    showProblem: () => undefined,
    prompter: async () => fakePrompter(),
  }
  const problem = await runActs(acts, context, surface).catch((error: unknown) => error)
  return { problem, touched, started: host.lines.filter((line) => line.startsWith('start ')) }
}

describe('with a wrong key, before the account is asked anything', () => {
  it.each<[string, readonly Act[]]>([
    ['a deployment', deployPlan],
    ['a set-up that knows its repository', setupPlan.filter(({ steps }) => !steps?.includes(project))],
  ])('%s stops', async (_, plan) => {
    const { problem, touched, started } = await runWithWrongKey(plan)
    expect(problem).toMatchObject({ code: 'DATA_KEY_WRONG' })
    expect([started, touched]).toEqual([['start data'], []])
  })
})
