import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { talkToTwin } from '../../browser/talk.ts'
import { askTwin, readHealth, siteIn } from '../support/twin.ts'
import type { Story } from './story.ts'

/** Questions about the sample person, each with a word of the answer and the file it stands in. */
const facts = [
  { question: 'What was your first programming language?', fact: 'COMAL', file: 'facts.json' },
  { question: 'Which pet do you have?', fact: 'Pumpernickel', file: 'facts.json' },
  { question: 'What is Kelpie?', fact: 'rain', file: 'facts.json' },
]

/** README's main command in an empty folder, without a terminal, and the twin that it ends with. */
export function mainJob(story: Story): void {
  it('ends with exit 0 and a localhost address', async () => {
    const { code, stdout, stderr } = await story.world.run(['--rehearse'], { program: 'create-digital-twin' })
    expect(code, stderr).toBe(0)
    story.dev = siteIn(stdout)
    expect(stderr).toContain('There is no terminal to ask in, so the defaults are taken')
    expect(stdout).not.toContain('execute-api')
  })

  it('answers on /api/health with its environment and version', async () => {
    expect(await readHealth(story.dev)).toEqual({
      httpStatus: 200,
      status: 'ok',
      environment: 'dev',
      version: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/),
    })
  })

  it.each(facts)('answers “$question” with a fact from the sample data', async ({ question, fact, file }) => {
    const data = readFileSync(join(story.world.folder, 'backend', 'data', 'personal_data', file), 'utf8')
    expect(data).toContain(fact)
    expect(await askTwin(story.dev, question)).toContain(fact)
  })

  it('shows its page in Chromium and a reply to a typed message', async () => {
    const { reply } = await talkToTwin(story.dev, 'What was your first programming language?')
    expect(reply).toContain('COMAL')
  })
}
