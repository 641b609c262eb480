import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { examine } from './support/examine.ts'
import { plantAndMend } from './support/plant-and-mend.ts'
import { layDownProject } from './support/project.ts'
import { runShell } from './support/shell.ts'

/** The account has its state backend in one region, and this project names another. */
const program = installProgram()
const world = createWorld(program)

const here = 'eu-west-1'
const there = 'eu-central-1'
const elsewhere = { plant: async () => undefined, code: 'STATE_BUCKET_ELSEWHERE', check: 'state-bucket' }
const savedRegion = () => JSON.parse(readFileSync(join(world.folder, '.twin', 'answers.json'), 'utf8')).answers.region

beforeAll(async () => {
  await layDownProject(world, '--region', here)
  const { code, stderr } = await runShell(world, `twin doctor --fix --region ${there}`, { as: 'admin' })
  expect(code, stderr).toBe(0)
})
afterAll(async () => {
  await world.end()
})

it('where a variable names the wrong one, it gets the right one', async () => {
  const shell = { before: `export AWS_REGION=${here}` }
  await plantAndMend(world, { ...elsewhere, command: /^export AWS_REGION=eu-central-1$/, shell })
})

it('where the saved answer is the wrong one, the set-up goes on in the right one and remembers it', async () => {
  expect(savedRegion()).toBe(here)
  const shell = { before: 'unset AWS_REGION AWS_DEFAULT_REGION' }
  const command = /^twin setup --region eu-central-1 --rehearse$/
  await plantAndMend(world, { ...elsewhere, flags: '--rehearse', command, shell })
  expect(savedRegion()).toBe(there)
  expect((await examine(world, '--rehearse', shell)).errors).toEqual([])
})
