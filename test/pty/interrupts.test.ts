import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { awsIn } from '../end-to-end/support/aws-cli.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { processesOf, waitFor } from '../end-to-end/support/processes.ts'
import { isOfTwin, named, writesIn } from '../end-to-end/support/requests.ts'
import { readHealth, siteIn } from '../end-to-end/support/twin.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { answer, asking } from './support/questions.ts'
import { keys, openTerminal, type Terminal } from './support/terminal.ts'
import { expectTidy } from './support/tidiness.ts'

const program = installProgram()
const world = createWorld(program)
const wizard = join(program.bin, 'create-digital-twin')
/** Milliseconds for which the account takes its time with the function, so that the apply is under way. */
const slowness = 4_000
/** Milliseconds: longer than the test waits for anything. */
const patience = 600_000

let terminal: Terminal | undefined
afterEach(async () => {
  terminal?.close()
  await world.setFaults([])
})
afterAll(async () => {
  await world.end()
})

const open = (args: readonly string[], columns = 100) => {
  terminal = openTerminal(wizard, args, { cwd: world.folder, env: world.env, columns })
  return terminal
}

/** Lets a run go on until AWS resources are being made. */
async function untilApplying(running: Terminal): Promise<void> {
  await world.setFaults([{ action: 'lambda:CreateFunction', delayMs: slowness }])
  const seen = (await world.requests()).length
  await answer(running, 'approve', 'y', keys.enter)
  await waitFor(
    async () => writesIn((await world.requests()).slice(seen)).some(isOfTwin),
    () => 'nothing was being made',
  )
}

async function heldLocks(): Promise<string[]> {
  const aws = await awsIn(world, 'admin')
  const [{ Items }, { Contents }] = await Promise.all([
    aws('dynamodb', 'scan', '--table-name', 'digital-twin-terraform-locks'),
    aws('s3api', 'list-objects-v2', '--bucket', 'digital-twin-terraform-state-123456789012'),
  ])
  const rows = (Items as { LockID: { S: string } }[]).map(({ LockID }) => LockID.S).filter((id) => !id.endsWith('-md5'))
  const files = (Contents as { Key: string }[]).map(({ Key }) => Key).filter((key) => key.endsWith('.tflock'))
  return [...rows, ...files]
}

it('Ctrl-C at the first question ends with 130, and nothing was written', async () => {
  const running = open(['--rehearse'])
  await answer(running, 'acceptCosts', keys.controlC)
  expect(await running.ended()).toBe(130)
  await expectTidy(running)
  expect((await running.lines()).join('\n')).toContain('Stopped. Run the same command again to go on.')
  expect(readdirSync(world.folder)).toEqual([])
  expect(named(writesIn(await world.requests()))).toEqual([])
})

it('Ctrl-C at a later question ends with 130, and the next run asks only what it does not know', async () => {
  const running = open(['--rehearse'])
  await answer(running, 'acceptCosts', 'y', keys.enter)
  await answer(running, 'projectName', keys.enter)
  await answer(running, 'dataSource', keys.controlC)
  expect(await running.ended()).toBe(130)
  await expectTidy(running)
  expect(existsSync(join(world.folder, '.twin', 'answers.json'))).toBe(true)

  const next = open(['--rehearse'])
  await answer(next, 'acceptCosts', 'y', keys.enter)
  await next.shows(asking('dataSource'))
  expect((await next.lines()).join('\n')).not.toMatch(asking('projectName'))
  next.press(keys.controlC)
  expect(await next.ended()).toBe(130)
})

it('Ctrl-C during apply says that it stops safely, ends with 130 and gives the lock back', async () => {
  const running = open(['--rehearse'])
  await answer(running, 'acceptCosts', 'y', keys.enter)
  await answer(running, 'dataSource', keys.enter)
  await answer(running, 'environment', keys.enter)
  await answer(running, 'model', keys.enter)
  await untilApplying(running)
  running.press(keys.controlC)
  expect(await running.ended()).toBe(130)
  // It may stop so fast that a person hardly sees it, and what moved is gone in the end.
  expect(running.written()).toContain('Stopping safely')
  await expectTidy(running)
  expect(await heldLocks()).toEqual([])
})

it('the next run finishes the job, also while the terminal is resized', async () => {
  const running = open(['--rehearse'])
  await answer(running, 'acceptCosts', 'y', keys.enter)
  await untilApplying(running)
  for (const columns of [60, 41, 120]) running.resize(columns)
  expect(await running.ended()).toBe(0)
  const screen = (await running.lines()).join('\n')
  expect(screen).toContain('Your twin (dev) is up')
  expect(await readHealth(siteIn(screen))).toMatchObject({ status: 'ok', environment: 'dev' })
})

it('a second Ctrl-C forces: 130 at once, no Terraform is left running, and the next run finishes all the same', async () => {
  const running = open(['--rehearse', '--environment', 'prod'])
  await answer(running, 'acceptCosts', 'y', keys.enter)
  await untilApplying(running)
  // Terraform cannot put its state away, so that stopping safely takes its time.
  await world.setFaults([{ action: 's3:PutObject', delayMs: patience }])
  running.press(keys.controlC)
  await running.shows(/Stopping safely/)
  running.press(keys.controlC)
  expect(await running.ended()).toBe(130)
  await waitFor(
    () => processesOf(world.root).every(({ command }) => !/terraform/.test(command)),
    () => `Terraform still runs: ${JSON.stringify(processesOf(world.root))}`,
  )
  expect(running.isCursorVisible()).toBe(true)

  await world.setFaults([])
  const { code, stdout, stderr } = await world.run(['deploy', 'prod', '--rehearse', '--yes', '--json'])
  expect({ code, ...JSON.parse(stdout) }, stderr).toMatchObject({ code: 0, changed: true })
  expect(stderr).toContain('Released the state lock that its Terraform (apply) had left.')
})

it('a pipe in the place of the terminal gets plain lines, and no cursor codes', async () => {
  const { code, stdout, stderr } = await world.run(['deploy', 'dev', '--rehearse', '--yes'])
  expect(code).toBe(0)
  expect(stdout + stderr).not.toContain('\u001b')
})
