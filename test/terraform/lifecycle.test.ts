import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CancelledError } from '../../source/errors.ts'
import { lockTableName, stateBucketName, stateObjectKey } from '../../source/names.ts'
import { applyPlan, findUnpushedState, pushState } from '../../source/services/terraform/apply.ts'
import { backendFor } from '../../source/services/terraform/backend.ts'
import type { TerraformEvent } from '../../source/services/terraform/event.ts'
import { findTerraform } from '../../source/services/terraform/find-terraform.ts'
import { initTerraform, isInitialised } from '../../source/services/terraform/init.ts'
import { outputText, readOutputs } from '../../source/services/terraform/outputs.ts'
import { planTerraform } from '../../source/services/terraform/plan.ts'
import type { Terraform } from '../../source/services/terraform/run-terraform.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { account, testEnvironment } from './deployed-stack.ts'

/** No provider to download: what is tested is the commands, on a real backend. */
const configuration = `
terraform {
  backend "s3" {}
}
variable "greeting" {
  type = string
}
resource "terraform_data" "greeting" {
  input = var.greeting
}
resource "terraform_data" "slow" {
  count = var.greeting == "slow" ? 1 : 0
  provisioner "local-exec" {
    command = "exec sleep 300"
  }
}
output "greeting" {
  value = terraform_data.greeting.output
}
output "hidden" {
  value     = "hidden"
  sensitive = true
}
`
const backend = backendFor('mini', account, 'eu-central-1')
const stateKey = stateObjectKey('mini', 'dev')
const Bucket = stateBucketName(account)
let moto: Moto
let folder: string
let terraform: Terraform
let s3: S3Client

beforeAll(async () => {
  moto = await startMoto()
  folder = await mkdtemp(join(tmpdir(), 'twin-lifecycle-'))
  const directory = join(folder, 'terraform')
  await mkdir(directory)
  await writeFile(join(directory, 'main.tf'), configuration)
  await writeFile(join(directory, 'dev.tfvars'), '')
  const env = { ...testEnvironment(folder, moto.endpoint), CHECKPOINT_DISABLE: '1', TF_INPUT: '0' }
  terraform = { program: (await findTerraform(env)).path, folder: directory, env, environment: 'dev' }

  const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
  const client = { endpoint: moto.endpoint, region: 'eu-central-1', credentials }
  s3 = new S3Client({ ...client, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }))
  await new DynamoDBClient(client).send(
    new CreateTableCommand({
      TableName: lockTableName,
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
}, 60_000)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await moto?.stop()
})

const plan = (greeting: string, destroy = false) =>
  planTerraform(terraform, { temporaryFolder: folder, variables: { greeting }, destroy })

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
    const lock = {
      ID: '11111111-2222-3333-4444-555555555555',
      Operation: 'OperationTypePlan',
      Info: '',
      Who: 'ana@laptop',
      Version: '1.11.4',
      Created: '2026-11-22T20:00:00.5Z',
      Path: `${Bucket}/${stateKey}`,
    }
    const Key = `${stateKey}.tflock`
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(lock) }))
    await expect(plan('hello')).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      exitCode: 4,
      message: expect.stringContaining('ana@laptop (plan)'),
    })
    await s3.send(new DeleteObjectCommand({ Bucket, Key }))
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
    expect((await plan('slow')).summary.hasChanges).toBe(true)
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
