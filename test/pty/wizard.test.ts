import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import type { AnswerKey } from '../../source/answers/questions.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { askTwin, siteIn } from '../end-to-end/support/twin.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { answer, asking } from './support/questions.ts'
import { expectScreen } from './support/screen-fixture.ts'
import { keys, openTerminal, type Terminal } from './support/terminal.ts'
import { expectTidy } from './support/tidiness.ts'

const program = installProgram()
const world = createWorld(program)
/** A shell around the program tells afterwards what state the terminal was left in. */
const inShell = ['-c', '"$@"; code=$?; stty -a; exit $code', 'sh']

let terminal: Terminal | undefined
afterEach(() => terminal?.close())
afterAll(async () => {
  await world.end()
})

/** Answers in order and keeps how each question looked; the screen below the last answer. */
async function answerAll(to: Terminal, answers: readonly (readonly [AnswerKey, ...string[]])[]): Promise<string[]> {
  const asked: string[] = []
  for (const [key, ...pressed] of answers) {
    await to.shows(asking(key))
    const lines = await to.lines()
    asked.push(...lines.slice(lines.findLastIndex((line) => line.startsWith(' ? '))), '')
    await answer(to, key, ...pressed)
  }
  return asked
}

it('leads from an empty folder to a twin that answers, at 100 columns', async () => {
  const { folder: cwd, env } = world
  terminal = openTerminal('sh', [...inShell, 'create-digital-twin', '--rehearse'], { cwd, env, columns: 100 })
  const asked = await answerAll(terminal, [
    ['acceptCosts', 'y', keys.enter],
    ['projectName', 'my-twin', keys.enter],
    ['dataSource', keys.enter],
    ['environment', keys.enter],
    ['model', keys.enter],
    ['approve', 'y', keys.enter],
  ])
  expect(await terminal.ended()).toBe(0)
  await expectTidy(terminal)
  const lines = await terminal.lines()
  const end = lines.findIndex((line) => line.startsWith('speed '))
  expectScreen('wizard-100-questions', asked)
  expectScreen('wizard-100', lines.slice(0, end))
  const modes = lines.slice(end).join(' ')
  for (const mode of ['icanon', 'echo', 'isig', 'icrnl', 'opost']) expect(modes).toMatch(new RegExp(`[ ;]${mode}\\b`))
  expect(await askTwin(siteIn(lines.join('\n')), 'What was your first programming language?')).toContain('COMAL')
})

it('does the same at 40 columns, without colours, in a folder of its own', async () => {
  const cwd = join(world.root, 'occupied')
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'thesis.txt'), 'Not yours.')
  const env = { ...world.env, NO_COLOR: '1' }
  terminal = openTerminal(join(program.bin, 'create-digital-twin'), ['--rehearse'], { cwd, env, columns: 40 })
  const asked = await answerAll(terminal, [
    ['acceptCosts', 'y', keys.enter],
    ['directory', 'twin-two', keys.enter],
    ['projectName', 'my-twin', keys.enter],
    ['dataSource', keys.enter],
    ['environment', keys.down, keys.enter],
    ['model', keys.enter],
    ['approve', 'y', keys.enter],
  ])
  expect(await terminal.ended()).toBe(0)
  await expectTidy(terminal)
  expectScreen('wizard-40-questions', asked)
  expectScreen('wizard-40', await terminal.lines())
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours' own escape sequences.
  const colours = terminal.written().match(/\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/g)
  expect(colours).toBeNull()
})

it('asks nothing when nothing is to be changed: ./scripts/deploy.sh in a terminal', async () => {
  const { stdout } = await world.run(['rehearse', 'env', '--json'])
  const env = { ...world.env, ...JSON.parse(stdout).environment }
  terminal = openTerminal(join(world.folder, 'scripts', 'deploy.sh'), ['dev'], { cwd: world.root, env, columns: 80 })
  expect(await terminal.ended()).toBe(0)
  await expectTidy(terminal)
  expectScreen('deploy-nothing-to-change-80', await terminal.lines())
})
