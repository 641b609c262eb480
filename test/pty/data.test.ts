import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { bareRepository } from '../support/git/repositories.ts'
import { expectScreen } from './support/screen-fixture.ts'
import { keys, openTerminal, type Terminal } from './support/terminal.ts'

const program = installProgram()
const world = createWorld(program)
const keyFile = join(world.root, 'mine.key')
const place = `file://${bareRepository(world.root)}`

let terminal: Terminal | undefined
beforeAll(async () => {
  await layDown(program.folder, world.folder, '0.0.0-test')
  for (const words of [['init'], ['push', '--private-repo', place]]) {
    const { code, stderr } = await world.run(['data', ...words, '--key-file', keyFile], { program: 'twin' })
    expect(code, stderr).toBe(0)
  }
})
afterEach(() => terminal?.close())
afterAll(async () => {
  await world.end()
})

it.each([100, 40])('lets a person enter the key that is missing, unseen, at %i columns', async (columns) => {
  const key = /^AGE-SECRET-KEY-\S+$/m.exec(readFileSync(keyFile, 'utf8'))?.[0] ?? ''
  expect(key).toHaveLength(74)
  const args = ['data', 'check', '--private-repo', place]
  const at = openTerminal(join(program.bin, 'twin'), args, { cwd: world.folder, env: world.env, columns })
  terminal = at
  await at.shows(/DATA_KEY_MISSING[\s\S]*How shall the private data be\s+opened\?[\s\S]*Enter the key[\s\S]*select/)
  const question = await at.lines()
  expectScreen(`data-key-question-${columns}`, question.slice(question.findIndex((line) => line.startsWith(' ? '))))
  at.press(keys.enter)
  await at.shows(/Key \(DATA_KEY\)/)
  at.press('correct horse', keys.enter)
  await at.shows(/DATA_KEY_WRONG[\s\S]*How shall the private data be\s+opened\?[\s\S]*Enter the key/)
  at.press(keys.enter)
  await at.shows(/DATA_KEY_WRONG[\s\S]*Key \(DATA_KEY\)/)
  at.press(key, keys.enter)
  expect(await at.ended()).toBe(0)
  expectScreen(`data-key-${columns}`, await at.lines())
  expect(at.isCursorVisible()).toBe(true)
  expect(at.written()).not.toMatch(/correct horse|AGE-SECRET-KEY-1[A-Z0-9]{9}/)
  expect(readFileSync(join(world.folder, '.twin', 'answers.json'), 'utf8')).not.toMatch(/AGE-SECRET|correct horse/)
})
