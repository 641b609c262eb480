import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CancelledError } from '../../source/errors.ts'
import { applyPlan, findUnpushedState, pushState } from '../../source/services/terraform/apply.ts'
import { type Backend, backendFor } from '../../source/services/terraform/backend.ts'
import type { TerraformEvent } from '../../source/services/terraform/event.ts'
import { initTerraform, isInitialised } from '../../source/services/terraform/init.ts'
import { outputText, readOutputs } from '../../source/services/terraform/outputs.ts'
import type { Terraform } from '../../source/services/terraform/run-terraform.ts'
import { account } from './deployed-stack.ts'
import { makeSmallProject, type SmallProject } from './small-project.ts'

let project: SmallProject
let terraform: Terraform
let backend: Backend

beforeAll(async () => {
  project = await makeSmallProject('mini')
  terraform = project.terraform
  backend = project.backend
}, 60_000)
afterAll(() => project?.remove())

const plan: SmallProject['plan'] = (...wishes) => project.plan(...wishes)

describe('Terraform’s commands, one after the other', () => {
  it('init knows its own backend from another', async () => {
    expect(await isInitialised(terraform.folder, backend)).toBe(false)
    await initTerraform(terraform, backend)
    expect(await isInitialised(terraform.folder, backend)).toBe(true)
    expect(await isInitialised(terraform.folder, backendFor('other', account, 'eu-central-1'))).toBe(false)
  })

  it('plan and apply make the workspace, and give outputs back', async () => {
    const { file, summary } = await plan('hello')
    expect(summary).toMatchObject({ hasChanges: true, steps: 1, losesData: false })
    const events: TerraformEvent[] = []
    const outputs = await applyPlan(terraform, file, { onEvent: (event) => events.push(event) })
    expect(outputText(outputs, 'greeting')).toBe('hello')
    expect(outputText(outputs, 'hidden')).toBeUndefined()
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['started', 'finished', 'summary']))
    expect(events.filter(({ type }) => type === 'diagnostic')).toEqual([])
    expect(outputText(await readOutputs(terraform), 'hidden')).toBe('hidden')
    expect((await plan('hello')).summary.hasChanges).toBe(false)
  })

  it('a held lock is told with its holder and ends with exit code 4', async () => {
    const { place, clients } = project
    const lock = {
      ID: '11111111-2222-3333-4444-555555555555',
      Operation: 'OperationTypePlan',
      Info: '',
      Who: 'ana@laptop',
      Version: '1.11.4',
      Created: '2026-11-22T20:00:00.5Z',
      Path: `${place.bucket}/${place.key}`,
    }
    const [Bucket, Key] = [place.bucket, `${place.key}.tflock`]
    await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(lock) }))
    await expect(plan('hello')).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      exitCode: 4,
      message: expect.stringContaining('ana@laptop (plan)'),
    })
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key }))
  })

  it('an interrupt ends apply quietly and leaves no lock', async () => {
    const controller = new AbortController()
    const { file } = await plan('slow')
    const applying = applyPlan(terraform, file, {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'started' && event.resource.name === 'slow') controller.abort()
      },
    })
    await expect(applying).rejects.toBeInstanceOf(CancelledError)
    // Terraform asks for the lock before it plans.
    await expect(plan('slow')).resolves.toHaveProperty('file')
  })

  it('a state that could not be saved is never applied over, but saved first', async () => {
    const { file } = await plan('again')
    const unpushed = join(terraform.folder, 'errored.tfstate')
    await writeFile(unpushed, '{}')
    expect(await findUnpushedState(terraform.folder)).toBe(unpushed)
    await expect(applyPlan(terraform, file)).rejects.toMatchObject({ code: 'STATE_NOT_PUSHED' })
    await expect(pushState(terraform, unpushed)).rejects.toMatchObject({ code: 'TOOL_FAILED' })
    await rm(unpushed)
    expect(outputText(await applyPlan(terraform, file), 'greeting')).toBe('again')
  })

  it('a plan of removal removes everything', async () => {
    const { file, summary } = await plan('again', true)
    expect(summary.counts.remove).toBeGreaterThan(0)
    await applyPlan(terraform, file)
    expect(await readOutputs(terraform)).toEqual({})
  })
}, 120_000)
