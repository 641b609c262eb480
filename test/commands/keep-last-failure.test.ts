import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CancelledError, exitCodes, UserError } from '../../source/errors.ts'
import { forgetFailure, keepFailure } from '../../source/keep-last-failure.ts'
import { readLastFailure } from '../../source/services/last-failure.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function project(dryRun = false) {
  const root = temporaryFolder()
  const twin = join(root, '.twin')
  mkdirSync(twin)
  const context = fakeContext({
    root,
    flags: { directory: root, environment: 'test' },
    found: { identity: someone },
    options: { sameAccount: ' --profile work', dryRun },
  })
  return { context, read: () => readLastFailure(twin) }
}

const refused = new UserError('ACCESS_DENIED', 'No.', ['twin policy'], 1, {
  link: 'https://docs.aws.amazon.com/',
  details: { action: 'iam:CreateRole' },
})

describe('a failed run', () => {
  it.each([
    ['deploy', 'twin deploy test --profile work'],
    ['destroy', 'twin destroy test --profile work'],
    ['setup', 'twin setup --profile work'],
  ])('%s leaves a note for doctor', async (command, typed) => {
    const { context, read } = project()
    await keepFailure(command, context, refused)
    expect(await read()).toEqual({
      code: 'ACCESS_DENIED',
      message: 'No.',
      nextSteps: ['twin policy'],
      link: 'https://docs.aws.amazon.com/',
      details: { action: 'iam:CreateRole' },
      command: typed,
      environment: 'test',
      account,
      time: expect.stringMatching(/^20\d\d-.*Z$/),
    })
  })

  it.each([
    ['stopped by its person', 'deploy', new CancelledError()],
    ['typed wrongly', 'deploy', new UserError('INVALID_ANSWER', 'No.', [], exitCodes.usage)],
    ['ended by a mistake of ours', 'deploy', new TypeError('ours')],
    ['that only looks', 'doctor', refused],
  ])('%s leaves none', async (_, command, problem) => {
    const { context, read } = project()
    await keepFailure(command, context, problem)
    expect(await read()).toBeUndefined()
  })

  it('leaves none in a dry run, nor where there is no project, and says nothing of that', async () => {
    const dry = project(true)
    await keepFailure('deploy', dry.context, refused)
    expect(await dry.read()).toBeUndefined()
    const root = temporaryFolder()
    await keepFailure('deploy', fakeContext({ root, flags: { directory: root } }), refused)
    await keepFailure('setup', fakeContext({ root }), refused)
    expect(await readLastFailure(join(root, '.twin'))).toBeUndefined()
  })
})

describe('a run that succeeds', () => {
  it('takes the note of its own environment away; a dry run does not', async () => {
    const { context, read } = project()
    await keepFailure('deploy', context, refused)
    await forgetFailure('deploy', { ...context, options: { ...context.options, dryRun: true } })
    await forgetFailure('policy', context)
    expect(await read()).toBeDefined()
    await forgetFailure('deploy', context)
    expect(await read()).toBeUndefined()
  })
})
