import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readStatus } from '../../../source/rehearsal/control-client.ts'
import { isAlive } from '../../../source/rehearsal/is-alive.ts'
import { recordPath } from '../../../source/rehearsal/record.ts'
import {
  findRehearsal,
  rehearsalEnvironment,
  type StartOptions,
  startRehearsal,
  stopRehearsal,
} from '../../../source/rehearsal/rehearsal.ts'
import { buildDaemon } from '../support/build-daemon.ts'

const within = { timeout: 20_000, interval: 20 }
const patience = 60_000
let tools: string
let home: string

beforeAll(async () => {
  tools = await mkdtemp(join(tmpdir(), 'rehearsal-daemon-'))
  await buildDaemon(join(tools, 'daemon.mjs'))
}, patience)
afterAll(() => rm(tools, { recursive: true, force: true }))
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rehearsal-home-'))
})
afterEach(async () => {
  await stopRehearsal(home)
  await rm(home, { recursive: true, force: true })
})

const options = (more: Partial<StartOptions> = {}): StartOptions => ({
  home,
  daemonEntry: join(tools, 'daemon.mjs'),
  projectName: 'twin',
  region: 'eu-central-1',
  runtimeRequirements: join(tools, 'requirements.txt'),
  ...more,
})
const gone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), within)

describe('starting and stopping', () => {
  test('one account for a folder, however often and from where it is started', { timeout: patience }, async () => {
    const [one, other] = await Promise.all([startRehearsal(options()), startRehearsal(options())])
    expect(other).toEqual(one)
    expect(await startRehearsal(options())).toEqual(one)
    expect(await findRehearsal(home)).toEqual(one)
    expect((await stat(recordPath(home))).mode & 0o777).toBe(0o600)
    expect((await stat(one.requestLog)).mode & 0o777).toBe(0o600)
    const { moto } = await readStatus(one)
    expect(await stopRehearsal(home)).toBe(true)
    expect([isAlive(one.pid), isAlive(moto.pid)]).toEqual([false, false])
    expect(await findRehearsal(home)).toBeUndefined()
    expect(await stopRehearsal(home)).toBe(false)
  })

  test('a record that nobody stands behind is replaced, and no process is touched', { timeout: patience }, async () => {
    const stale = { pid: process.pid, endpoint: 'http://127.0.0.1:9', key: 'k', identities: {} }
    await writeFile(recordPath(home), JSON.stringify(stale))
    expect(await findRehearsal(home)).toBeUndefined()
    const record = await startRehearsal(options())
    expect(record.pid).not.toBe(process.pid)
    expect(JSON.parse(await readFile(recordPath(home), 'utf8'))).toEqual(record)
  })

  test('half a record, and the lock of a start that was killed, are no obstacle', { timeout: patience }, async () => {
    await writeFile(recordPath(home), '{"pid": 12')
    await writeFile(join(home, 'starting.lock'), '4194304')
    expect((await startRehearsal(options())).account).toBe('123456789012')
  })

  test('a daemon that ends before it is ready says why', { timeout: patience }, async () => {
    const broken = join(tools, 'broken.mjs')
    await writeFile(broken, "throw new Error('broken on purpose')")
    await expect(startRehearsal(options({ daemonEntry: broken }))).rejects.toMatchObject({
      code: 'REHEARSAL_NOT_STARTED',
    })
    expect(await readFile(join(home, 'daemon.log'), 'utf8')).toContain('broken on purpose')
  })
})

describe('ending', () => {
  test('by itself when nobody uses it', { timeout: patience }, async () => {
    const record = await startRehearsal(options({ idleSeconds: 1 }))
    await gone(record.pid)
    await expect(readFile(recordPath(home))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)('%s takes moto along', { timeout: patience }, async (signal) => {
    const record = await startRehearsal(options())
    const { moto } = await readStatus(record)
    process.kill(record.pid, signal)
    await gone(record.pid)
    await gone(moto.pid)
    expect(await findRehearsal(home)).toBeUndefined()
  })

  test('when moto dies', { timeout: patience }, async () => {
    const record = await startRehearsal(options())
    process.kill((await readStatus(record)).moto.pid, 'SIGKILL')
    await gone(record.pid)
  })
})

test('the environment names the account and nothing of the user', { timeout: patience }, async () => {
  const record = await startRehearsal(options())
  const environment = rehearsalEnvironment(record, 'power-user')
  expect(environment).toMatchObject({
    AWS_ENDPOINT_URL: record.endpoint,
    AWS_ACCESS_KEY_ID: record.identities['power-user'].accessKeyId,
    AWS_REGION: 'eu-central-1',
    TWIN_SITE_ADDRESS: 'http://{domain}',
  })
  expect(Object.keys(environment)).toEqual(expect.arrayContaining(['AWS_PROFILE', 'AWS_SESSION_TOKEN']))
  expect([environment.AWS_PROFILE, environment.AWS_SESSION_TOKEN]).toEqual([undefined, undefined])
})
