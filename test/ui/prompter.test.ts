import { screen } from '@inquirer/testing/vitest'
import { describe, expect, it, vi } from 'vitest'
import { questions } from '../../source/answers/questions.ts'
import { CancelledError } from '../../source/errors.ts'
import { createPrompter } from '../../source/ui/prompter.ts'
import { plainTheme } from '../support/plain-theme.ts'

const prompter = (signal = new AbortController().signal) => createPrompter(plainTheme, signal)

/** Keys typed before the question is on screen would be lost. */
const asked = (message: string) => vi.waitFor(() => expect(screen.getScreen()).toContain(message))

/** A question, on the screen. */
async function ask(...[question, fallback]: Parameters<ReturnType<typeof prompter>['ask']>) {
  const answer = prompter().ask(question, fallback)
  await asked(question.message)
  return { answer }
}

describe('a text question', () => {
  it('offers its default, which Enter takes', async () => {
    const { answer } = await ask(questions.region, 'eu-central-1')
    expect(screen.getScreen()).toBe('? Which AWS region? (eu-central-1)')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('eu-central-1')
  })

  it('says what is wrong with an answer and lets it be mended', async () => {
    const { answer } = await ask(questions.projectName, undefined)
    screen.type('My_Twin')
    screen.keypress('enter')
    await asked('starts with a lower case letter')
    for (const _ of 'My_Twin') screen.keypress('backspace')
    screen.type('ada')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('ada')
  })

  it('wants an answer where there is no default', async () => {
    const { answer } = await ask(questions.confirm, undefined)
    screen.type('  ')
    screen.keypress('enter')
    await asked('An answer is needed.')
    screen.type('dev')
    screen.keypress('enter')
    await expect(answer).resolves.toMatch(/dev$/)
  })
})

describe('a choice', () => {
  it('stands on its default and shows hints', async () => {
    const { answer } = await ask(questions.environment, 'test')
    expect(screen.getScreen()).toContain('→ test a mirror of prod')
    screen.keypress('down')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('prod')
  })

  it('among ways to go on answers with the value, not with the words', async () => {
    const answer = prompter().choose('How do you want to go on?', [
      { value: '0', label: 'Check again', hint: 'after the policy was attached' },
      { value: 'stop', label: 'Stop here' },
    ])
    await asked('How do you want to go on?')
    expect(screen.getScreen()).toContain('→ Check again after the policy was attached')
    screen.keypress('down')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('stop')
  })
})

describe('a yes-or-no question', () => {
  it.each([
    [undefined, 'y/N', false],
    [true, 'Y/n', true],
  ])('with the default %s offers %s', async (fallback, offer, value) => {
    const { answer } = await ask(questions.acceptCosts, fallback)
    expect(screen.getScreen()).toContain(offer)
    screen.keypress('enter')
    await expect(answer).resolves.toBe(value)
  })

  it('takes a typed y', async () => {
    const { answer } = await ask(questions.approve, undefined)
    screen.type('y')
    screen.keypress('enter')
    await expect(answer).resolves.toBe(true)
  })
})

describe('free text', () => {
  it('is checked and comes without the blanks around it', async () => {
    const answer = prompter().text('Access key ID', (value) =>
      value.startsWith('AKIA') ? undefined : 'It begins with AKIA.',
    )
    await asked('Access key ID')
    screen.type('nope')
    screen.keypress('enter')
    await asked('It begins with AKIA.')
    for (const _ of 'nope') screen.keypress('backspace')
    screen.type(' AKIA1 ')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('AKIA1')
  })
})

describe('a secret', () => {
  it('is never on the screen', async () => {
    const answer = prompter().secret('Secret access key')
    await asked('Secret access key')
    screen.type('hunter2')
    expect(screen.getScreen()).not.toContain('hunter2')
    screen.keypress('enter')
    await expect(answer).resolves.toBe('hunter2')
    expect(await screen.getFullOutput({ raw: true })).not.toContain('hunter2')
  })
})

describe('a question that is stopped', () => {
  it.each([
    ['a choice', questions.environment],
    ['a text', questions.region],
    ['a yes or no', questions.approve],
  ])('by an interrupt from outside is a stop: %s', async (_, question) => {
    const controller = new AbortController()
    const answer = prompter(controller.signal).ask(question, undefined)
    await asked(question.message)
    controller.abort()
    await expect(answer).rejects.toBeInstanceOf(CancelledError)
  })

  it('by Ctrl-C is a stop', async () => {
    const { answer } = await ask(questions.region, 'eu-central-1')
    screen.keypress({ name: 'c', ctrl: true })
    await expect(answer).rejects.toBeInstanceOf(CancelledError)
  })
})
