import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { layDownProject } from '../doctor/support/project.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { expectScreen } from './support/screen-fixture.ts'
import { openTerminal, type Terminal } from './support/terminal.ts'

/** A project whose account has no state backend yet, as the doctor shows it before and after it is made. */
const program = installProgram()
const world = createWorld(program)

let terminal: Terminal | undefined
beforeAll(() => layDownProject(world))
afterEach(() => terminal?.close())
afterAll(async () => {
  await world.end()
})

async function screenOf(columns: number, ...flags: readonly string[]) {
  const options = { cwd: world.folder, env: world.env, columns }
  terminal = openTerminal(join(program.bin, 'twin'), ['doctor', '--rehearse', ...flags], options)
  const code = await terminal.ended()
  return { code, lines: await terminal.lines() }
}

it.each([100, 40])('shows findings below the checks, worst last, at %i columns', async (columns) => {
  const { code, lines } = await screenOf(columns)
  expect(code).toBe(5)
  expectScreen(`doctor-${columns}`, lines)
})

it('shows what --fix mended', async () => {
  const { code, lines } = await screenOf(100, '--fix', '--only', 'state-bucket')
  expect(code).toBe(0)
  expectScreen('doctor-fixed-100', lines)
})
