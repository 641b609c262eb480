import { appendFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keys, openTerminal } from '../pty/support/terminal.ts'
import { type Aws, awsIn } from './support/aws-cli.ts'
import { installProgram } from './support/install-program.ts'
import { processesOf, waitFor } from './support/processes.ts'
import { expectRefusal } from './support/refusal.ts'
import { isOfTwin, named, writesIn } from './support/requests.ts'
import type { RunningProgram } from './support/run-program.ts'
import { readHealth, siteIn } from './support/twin.ts'
import { createWorld } from './support/world.ts'

/** A change under way: its lock is held while it lives, dead when it was killed, and the next run finishes it. */
const program = installProgram()
const world = createWorld(program)

const stateBucket = 'digital-twin-terraform-state-123456789012'
const lockTable = 'digital-twin-terraform-locks'
// A name of its own: Terraform at work on the usual one, for another test, would count as the holder.
const projectName = 'held-twin'
const lockfile = `env:/dev/${projectName}/terraform.tfstate.tflock`
const here = `${userInfo().username}@${hostname()}`
const unlock = (...args: string[]) => ['unlock', 'dev', '--rehearse', ...args]

let running: RunningProgram
let aws: Aws

const lockRow = { LockID: { S: `${stateBucket}/${lockfile.replace(/\.tflock$/, '')}` } }
async function readLockRow(): Promise<string | undefined> {
  const { Item } = await aws('dynamodb', 'get-item', '--table-name', lockTable, '--key', JSON.stringify(lockRow))
  return (Item as { Info?: { S: string } } | undefined)?.Info?.S
}

const terraforms = () =>
  processesOf(world.root).filter(({ command }) => /terraform (apply|plan)|provider-aws/.test(command))

beforeAll(async () => {
  await world.run(['rehearse', 'start'])
  aws = await awsIn(world, 'admin')
  const first = await world.run(['--rehearse', '--project-name', projectName], { program: 'create-digital-twin' })
  expect(first.code, first.stderr).toBe(0)

  // New code, and an account that never answers when it comes: the apply is under way until it is killed.
  appendFileSync(join(world.folder, 'backend', 'app', 'handler.py'), '\n# Changed.\n')
  await world.setFaults([{ action: 'lambda:UpdateFunctionCode', connection: 'hang' }])
  running = world.start(['deploy', 'dev', '--rehearse', '--yes'])
  await waitFor(
    async () =>
      (await readLockRow())?.includes('OperationTypeApply') &&
      // What comes before the request that is never answered.
      (await world.requests()).some(({ action }) => action === 'lambda:UpdateFunctionConfiguration'),
    () => 'no apply is under way',
    120_000,
  )
})
afterAll(async () => {
  await world.end()
})

it('leaves the lock of a run that lives alone, and says how to end that run', async () => {
  const { code, stdout, stderr } = await world.run(unlock('--confirm', 'dev', '--json'))
  expect(code, stderr).toBe(4)
  const { error } = JSON.parse(stdout)
  expect(error.code).toBe('LOCK_HOLDER_ALIVE')
  expect(error.message).toMatch(new RegExp(`held by ${here} \\(apply\\) since .* that run lives: process \\d+`))
  const pid = Number(/process (\d+)/.exec(error.message)?.[1])
  expect(error.nextSteps.join('\n')).toContain(`kill -INT ${pid}   # `)
  expect(terraforms().find((each) => each.pid === pid)?.command).toContain('terraform apply')
})

it('keeps a second run away while one is at work, and says whose that is', async () => {
  const atWork = new Set((await world.requests()).map(({ invocation }) => invocation))
  const { value, requests } = await world.during(() => world.run(['deploy', 'dev', '--rehearse', '--yes', '--json']))
  expect(value.code, value.stderr).toBe(4)
  const { error } = JSON.parse(value.stdout)
  expect(error).toMatchObject({ code: 'DEPLOY_LOCKED', who: here, operation: 'deploy' })
  expect(error.message).toContain(`${here} is at work on this environment (deploy) since `)
  expect(error.message).toContain(`as process ${running.pid} on this computer`)
  const own = requests.filter(({ invocation }) => !atWork.has(invocation))
  expect(own).not.toEqual([])
  expect(writesIn(own).filter(isOfTwin)).toEqual([])
  const destroy = await world.run(['destroy', 'dev', '--rehearse', '--confirm', 'dev', '--json'])
  expect({ code: destroy.code, ...JSON.parse(destroy.stdout) }).toMatchObject({
    code: 4,
    error: { code: 'DEPLOY_LOCKED' },
  })
})

it('says that a killed run is dead, in words and for scripts, and releases nothing unasked', async () => {
  process.kill(running.pid, 'SIGKILL')
  for (const { pid } of terraforms()) process.kill(pid, 'SIGKILL')
  await running.ended
  await waitFor(
    () => terraforms().length === 0,
    () => 'Terraform was not killed',
  )
  const { value, requests } = await world.during(() => world.run(unlock('--dry-run', '--json')))
  expect(value.code, value.stderr).toBe(5)
  expect(JSON.parse(value.stdout)).toMatchObject({
    command: 'unlock',
    environment: 'dev',
    lock: { who: here, operation: 'apply', since: expect.any(String), heldBy: ['lockfile', 'table'] },
    holder: 'dead',
    deployLock: { who: here, operation: 'deploy', since: expect.any(String) },
    pending: true,
    released: false,
  })
  expect(named(writesIn(requests))).toEqual([])

  await expectRefusal(world, { args: unlock(), code: 2, error: 'MISSING_ANSWERS', says: /./, next: /--confirm/ })
  await expectRefusal(world, { args: unlock('--yes'), code: 2, error: 'MISSING_ANSWERS', says: /./, next: /--confirm/ })
  await expectRefusal(world, {
    args: unlock('--confirm', 'prod'),
    code: 2,
    error: 'CONFIRMATION_MISMATCH',
    says: /“prod”.*dev/,
    next: /--confirm dev/,
  })
  const { stderr } = await world.run(unlock())
  for (const part of ['The state of dev is locked', here, 'UTC', 'That run is dead', '--confirm'])
    expect(stderr).toContain(part)
})

it('releases it by the typed name, though half of it is gone already, and the next run finishes', async () => {
  await aws('s3api', 'delete-object', '--bucket', stateBucket, '--key', lockfile)
  const { value, requests } = await world.during(() => world.run(unlock('--confirm', 'dev', '--json')))
  expect(value.code, value.stderr).toBe(0)
  expect(JSON.parse(value.stdout)).toMatchObject({ ok: true, lock: { heldBy: ['table'] }, released: true })
  expect(writesIn(requests).map(({ action }) => action)).toEqual(['dynamodb:DeleteItem', 'dynamodb:DeleteItem'])

  const again = await world.during(() => world.run(unlock('--json')))
  expect(again.value.code, again.value.stderr).toBe(0)
  expect(JSON.parse(again.value.stdout)).toMatchObject({ ok: true, lock: null, deployLock: null, released: false })
  expect(named(writesIn(again.requests))).toEqual([])

  await world.setFaults([])
  const { code, stdout, stderr } = await world.run(['deploy', 'dev', '--rehearse', '--yes'])
  expect(code, stderr).toBe(0)
  expect(await readHealth(siteIn(stdout))).toMatchObject({ status: 'ok', environment: 'dev' })
})

it('asks at the terminal before it releases the lock of somebody on another computer', async () => {
  const created = new Date(Date.now() - 3 * 3_600_000).toISOString()
  const info = { ID: 'of-ana', Operation: 'OperationTypePlan', Who: 'ana@laptop', Version: '1.11.4', Created: created }
  const Item = { ...lockRow, Info: { S: JSON.stringify(info) } }
  await aws('dynamodb', 'put-item', '--table-name', lockTable, '--item', JSON.stringify(Item))

  const terminal = openTerminal(join(program.bin, 'twin'), unlock(), {
    cwd: world.folder,
    env: world.env,
    columns: 100,
  })
  try {
    await terminal.shows(/Type the name of the environment/)
    const screen = (await terminal.lines()).join(' ').replace(/\s+/g, ' ')
    for (const part of [
      'ana@laptop',
      '3 hours ago',
      'Half a lock',
      'Nobody can tell from here',
      'Ask ana@laptop first',
    ])
      expect(screen).toContain(part)
    terminal.press('dev', keys.enter)
    expect(await terminal.ended()).toBe(0)
    expect((await terminal.lines()).join('\n')).toContain('The lock of dev is released')
  } finally {
    terminal.close()
  }
  const { value } = await world.during(() => world.run(unlock('--json')))
  expect(JSON.parse(value.stdout)).toMatchObject({ lock: null })
})

it('needs nothing that the published policy does not allow', async () => {
  expect(named((await world.requests()).filter(({ denied }) => denied))).toEqual([])
})
