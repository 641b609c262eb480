import { describe, expect, it } from 'vitest'
import { questions } from '../../source/answers/questions.ts'
import { ask, settleWithoutTerminal } from '../../source/ask.ts'
import { CancelledError } from '../../source/errors.ts'
import { fakeContext } from '../support/fake-context.ts'
import { fakePrompter } from '../support/fake-prompter.ts'

const never = async () => {
  throw new Error('The prompter was loaded.')
}

describe('asking', () => {
  it('asks only what is not known, in order, with the default first', async () => {
    const context = fakeContext({ saved: { projectName: 'ada' } })
    const prompter = fakePrompter('eu-west-1', 'prod')
    await ask(['region', 'projectName', 'environment'], context, async () => prompter)
    expect(prompter.asked).toEqual([
      { message: questions.region.message, fallback: 'eu-central-1' },
      { message: questions.environment.message, fallback: 'dev' },
    ])
    expect(context.answers.known()).toEqual({ region: 'eu-west-1', projectName: 'ada', environment: 'prod' })
    expect(context.answers.source('environment')).toBe('answered')
  })

  it('does not even load the prompter when everything is known', async () => {
    await ask(['region'], fakeContext({ flags: { region: 'eu-west-1' } }), never)
  })

  it('lets an answer decide about a later question', async () => {
    const local = fakePrompter('local')
    await ask(['dataSource', 'privateRepo'], fakeContext(), async () => local)
    expect(local.asked).toHaveLength(1)

    const context = fakeContext()
    const both = fakePrompter('private', 'ada/data')
    await ask(['dataSource', 'privateRepo'], context, async () => both)
    expect(context.answers.get('privateRepo')).toBe('ada/data')
  })

  it('offers a copy before a removal: where to, when one is wanted; and nothing when a folder was named', async () => {
    const keys = ['keepBackup', 'backup'] as const
    const wanted = fakeContext()
    const both = fakePrompter(true, 'kept')
    await ask(keys, wanted, async () => both)
    expect(both.asked.map(({ fallback }) => fallback)).toEqual([true, 'twin-backup'])
    expect(wanted.answers.find('backup')).toBe('kept')

    const unwanted = fakeContext()
    await ask(keys, unwanted, async () => fakePrompter(false))
    expect(unwanted.answers.find('backup')).toBeUndefined()
    await ask(keys, fakeContext({ env: { TWIN_BACKUP: 'kept' } }), never)
  })

  it('offers the model that fits the region just chosen', async () => {
    const prompter = fakePrompter('us-east-1', 'us.amazon.nova-lite-v1:0')
    await ask(['region', 'model'], fakeContext(), async () => prompter)
    expect(prompter.asked[1]?.fallback).toBe('us.amazon.nova-lite-v1:0')
  })

  it('takes off the blanks around typed text', async () => {
    const context = fakeContext()
    await ask(['projectName'], context, async () => fakePrompter(' ada '))
    expect(context.answers.get('projectName')).toBe('ada')
  })

  it('takes the defaults with --yes and asks nothing that has one', async () => {
    const context = fakeContext({ options: { yes: true } })
    await ask(['region', 'projectName', 'environment', 'model'], context, never)
    expect(context.answers.known()).toEqual({
      region: 'eu-central-1',
      projectName: 'digital-twin',
      environment: 'dev',
      model: 'eu.amazon.nova-lite-v1:0',
    })
    expect(context.answers.source('region')).toBe('default')
  })

  it.each([
    ['acceptCosts', 'COSTS_NOT_ACCEPTED'],
    ['approve', 'NOT_APPROVED'],
  ] as const)('ends the run at a no to %s', async (key, code) => {
    await expect(ask([key], fakeContext(), async () => fakePrompter(false))).rejects.toMatchObject({
      code,
      exitCode: 1,
    })
    await expect(ask([key], fakeContext(), async () => fakePrompter(true))).resolves.toBeUndefined()
  })

  it('refuses a no that came by a flag or variable, too', async () => {
    const context = fakeContext({ env: { TWIN_ACCEPT_COSTS: 'no' } })
    await expect(ask(['acceptCosts'], context, never)).rejects.toMatchObject({ code: 'COSTS_NOT_ACCEPTED' })
  })

  it('passes on Ctrl-C', async () => {
    const asking = ask(['region'], fakeContext(), async () => fakePrompter(new CancelledError()))
    await expect(asking).rejects.toBeInstanceOf(CancelledError)
  })
})

describe('without a terminal', () => {
  const keys = ['acceptCosts', 'region', 'dataSource', 'privateRepo', 'environment', 'model', 'approve'] as const

  it('one error names everything that is missing', () => {
    const context = fakeContext({ options: { interactive: false }, flags: { region: 'eu-west-1' } })
    expect(() => settleWithoutTerminal(keys, context)).toThrow(
      expect.objectContaining({
        code: 'MISSING_ANSWERS',
        exitCode: 2,
        nextSteps: [
          expect.stringContaining('--accept-costs'),
          expect.stringContaining('--use-local'),
          expect.stringContaining('--environment'),
          expect.stringContaining('--model'),
          expect.stringContaining('--yes'),
          expect.stringContaining('Or take the defaults'),
        ],
      }),
    )
  })

  it('--yes leaves only what has no default, and never says yes to costs', () => {
    const context = fakeContext({ options: { interactive: false, yes: true } })
    expect(() => settleWithoutTerminal(keys, context)).toThrow(
      expect.objectContaining({
        nextSteps: [
          expect.stringContaining('--accept-costs'),
          expect.stringContaining('--yes'),
          expect.stringContaining('Or take the defaults'),
        ],
      }),
    )
  })

  it('nothing is missing when everything was said', () => {
    const context = fakeContext({
      options: { interactive: false, yes: true },
      flags: { acceptCosts: true, approve: true },
    })
    expect(() => settleWithoutTerminal(keys, context)).not.toThrow()
  })

  it('a private repository is missed only when the data is private', () => {
    const context = fakeContext({ options: { yes: true }, env: { TWIN_DATA_SOURCE: 'private' } })
    expect(() => settleWithoutTerminal(['dataSource', 'privateRepo'], context)).toThrow(
      expect.objectContaining({
        nextSteps: [expect.stringContaining('--private-repo or PRIVATE_DATA_REPO'), expect.any(String)],
      }),
    )
  })
})
