import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import { lockTableName, stateBucketName, stateObjectKey } from '../../source/names.ts'
import type { StateClients, StatePlace } from '../../source/services/aws/state-place.ts'
import { type Backend, backendFor } from '../../source/services/terraform/backend.ts'
import { findTerraform } from '../../source/services/terraform/find-terraform.ts'
import { planTerraform, type SavedPlan } from '../../source/services/terraform/plan.ts'
import { type Terraform, workspaceEnvironment } from '../../source/services/terraform/run-terraform.ts'
import { startMoto } from '../support/moto.ts'
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

export interface SmallProject {
  /** Holds everything; plans are written there. */
  readonly folder: string
  readonly terraform: Terraform
  readonly backend: Backend
  readonly clients: StateClients
  /** The state of `dev`. */
  readonly place: StatePlace
  plan(greeting: string, destroy?: boolean): Promise<SavedPlan>
  remove(): Promise<void>
}

/** A project of a few lines with its state in an emulated account: a versioned bucket and a lock table. */
export async function makeSmallProject(projectName: string): Promise<SmallProject> {
  const moto = await startMoto()
  const folder = await realpath(await mkdtemp(join(tmpdir(), `twin-${projectName}-`)))
  const directory = join(folder, 'terraform')
  await mkdir(directory)
  await writeFile(join(directory, 'main.tf'), configuration)
  await writeFile(join(directory, 'dev.tfvars'), '')
  const env = { ...testEnvironment(folder, moto.endpoint), CHECKPOINT_DISABLE: '1', TF_INPUT: '0' }
  const terraform: Terraform = {
    program: (await findTerraform(env)).path,
    folder: directory,
    env,
    environment: 'dev',
  }

  const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' }
  const client = { endpoint: moto.endpoint, region: 'eu-central-1', credentials }
  const s3 = new S3Client({ ...client, forcePathStyle: true })
  const dynamodb = new DynamoDBClient(client)
  const Bucket = stateBucketName(account)
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }))
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
  await dynamodb.send(
    new CreateTableCommand({
      TableName: lockTableName,
      KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  return {
    folder,
    terraform,
    backend: backendFor(projectName, account, 'eu-central-1'),
    clients: { s3, dynamodb },
    place: { bucket: Bucket, key: stateObjectKey(projectName, 'dev'), table: lockTableName, account },
    plan: (greeting, destroy = false) =>
      planTerraform(terraform, { temporaryFolder: folder, variables: { greeting }, destroy }),
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      await moto.stop()
    },
  }
}

export interface RunningTerraform {
  readonly pid: number
  /** Ends it as a crash of the computer would: at once, with all that it started. */
  kill(): Promise<void>
}

/** Starts Terraform by itself, as somebody in another terminal would. */
export function startTerraform(terraform: Terraform, args: readonly string[]): RunningTerraform {
  const child = spawn(terraform.program, args, {
    cwd: terraform.folder,
    env: workspaceEnvironment(terraform) as NodeJS.ProcessEnv,
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const pid = child.pid ?? 0
  return {
    pid,
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
      await ended
    },
  }
}

/** An apply that goes on for minutes. */
export const slowApply = ['apply', '-auto-approve', '-input=false', '-var=greeting=slow']
