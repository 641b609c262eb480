import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { stateKey } from '../../source/names.ts'
import { readStateLock, releaseStateLock, type StateLock } from '../../source/services/aws/state-lock.ts'
import { lockfileKey, lockRowId } from '../../source/services/aws/state-place.ts'
import { applyPlan } from '../../source/services/terraform/apply.ts'
import { initTerraform } from '../../source/services/terraform/init.ts'
import { findHolder, whoHere } from '../../source/services/terraform/lock-holder.ts'
import { terraformProcesses } from '../../source/services/terraform/processes.ts'
import { waitFor } from '../end-to-end/support/processes.ts'
import { makeSmallProject, type SmallProject, slowApply, startTerraform } from './small-project.ts'

const projectName = 'locked'
let project: SmallProject

beforeAll(async () => {
  project = await makeSmallProject(projectName)
  await initTerraform(project.terraform, project.backend)
  await applyPlan(project.terraform, (await project.plan('hello')).file)
}, 60_000)
afterAll(() => project?.remove())

const read = () => readStateLock(project.clients, project.place)
const lockHeldInBoth = () =>
  waitFor(
    async () => {
      const lock = await read()
      return lock?.heldBy.length === 2 && lock
    },
    () => 'Terraform did not take its locks',
  )
const holderOf = ({ who }: Pick<StateLock, 'who'>) =>
  findHolder({
    who,
    environment: 'dev',
    folder: project.terraform.folder,
    bucket: project.place.bucket,
    key: stateKey(projectName),
  })

/** What Terraform was just about to start has its name for a moment longer than Terraform itself lives. */
const becomesDead = (lock: StateLock) =>
  waitFor(
    async () => (await holderOf(lock)).state === 'dead',
    () => 'the holder goes on living',
  )

function start(folder = project.terraform.folder, args = slowApply) {
  const running = startTerraform({ ...project.terraform, folder }, args)
  onTestFinished(() => running.kill())
  return running
}

/** Another project, with its state in its own folder, whose apply goes on for minutes. */
const slowStack =
  'resource "terraform_data" "slow" {\n  provisioner "local-exec" {\n    command = "exec sleep 300"\n  }\n}\n'

/** A real apply, killed as by a crash once it holds both locks. */
async function leaveLock(): Promise<StateLock> {
  const running = start()
  const lock = await lockHeldInBoth()
  await running.kill()
  return lock
}

describe('the lock of a real run', () => {
  it('is read with its holder, and is alive as long as Terraform runs', async () => {
    const running = start()
    const lock = await lockHeldInBoth()
    expect(lock).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      who: whoHere(),
      operation: 'apply',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      heldBy: ['lockfile', 'table'],
    })
    expect(Math.abs(Date.now() - Number(lock.since))).toBeLessThan(60_000)
    expect(await holderOf(lock)).toMatchObject({
      state: 'alive',
      process: { pid: running.pid, kind: 'terraform', folder: project.terraform.folder },
    })

    await running.kill()
    expect(await read()).toEqual(lock)
    await becomesDead(lock)
    await expect(project.plan('hello')).rejects.toMatchObject({ code: 'STATE_LOCKED' })
    expect(await releaseStateLock(project.clients, project.place, lock)).toEqual(['table', 'lockfile'])
    expect(await read()).toBeUndefined()
    expect((await project.plan('hello')).summary).toBeDefined()
  })

  it.each(['lockfile', 'table'] as const)('is released where only the %s is left of it', async (half) => {
    const whole = await leaveLock()
    const { s3, dynamodb } = project.clients
    const { bucket, table } = project.place
    if (half === 'table') await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: lockfileKey(project.place) }))
    else
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { LockID: { S: lockRowId(project.place) } } }))
    const lock = await read()
    expect(lock).toMatchObject({ id: whole.id, who: whole.who, heldBy: [half] })
    await expect(project.plan('hello')).rejects.toMatchObject({ code: 'STATE_LOCKED' })
    // By what was seen before the other half went: that one is gone, and no reason to stop.
    expect(await releaseStateLock(project.clients, project.place, whole)).toEqual([half])
    expect(await read()).toBeUndefined()
    expect((await project.plan('hello')).summary).toBeDefined()
  })

  it('is alive too when another copy of the project took it', async () => {
    const copy = join(project.folder, 'copy')
    await cp(project.terraform.folder, copy, { recursive: true })
    const running = start(copy)
    const lock = await lockHeldInBoth()
    expect(await holderOf(lock)).toMatchObject({ state: 'alive', process: { pid: running.pid, folder: copy } })
    await running.kill()
    await becomesDead(lock)
    await releaseStateLock(project.clients, project.place, lock)
  })

  it('is dead while Terraform runs for another project, in doubt when its folder is gone', async () => {
    const lock = await leaveLock()
    const elsewhere = join(project.folder, 'elsewhere')
    await mkdir(elsewhere)
    await writeFile(join(elsewhere, 'main.tf'), slowStack)
    const { pid } = start(elsewhere, ['apply', '-auto-approve', '-input=false'])
    const itsLock = join(elsewhere, 'terraform.tfstate.d', 'dev', '.terraform.tfstate.lock.info')
    await waitFor(
      async () => existsSync(itsLock),
      () => 'the other Terraform does not run',
    )
    expect(await terraformProcesses()).toContainEqual(expect.objectContaining({ pid, folder: elsewhere }))
    // Without /proc it cannot be told where that one keeps its settings.
    expect(await holderOf(lock)).toMatchObject({ state: existsSync('/proc/self/environ') ? 'dead' : 'unknown' })
    await rm(elsewhere, { recursive: true })
    expect(await holderOf(lock)).toEqual({ state: 'unknown', why: expect.stringContaining(`process ${pid}`) })
    await releaseStateLock(project.clients, project.place, lock)
  })
}, 120_000)
