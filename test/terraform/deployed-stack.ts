import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applyPlan, type Outputs } from '../../source/services/terraform/apply.ts'
import { terraformEnvironment } from '../../source/services/terraform/environment.ts'
import type { TerraformEvent } from '../../source/services/terraform/event.ts'
import { findTerraform } from '../../source/services/terraform/find-terraform.ts'
import { planTerraform, type SavedPlan } from '../../source/services/terraform/plan.ts'
import { runTerraform, type Terraform } from '../../source/services/terraform/run-terraform.ts'

const stack = fileURLToPath(new URL('../../terraform', import.meta.url))
export const account = '123456789012'

/** Only what is listed here: no credentials of whoever runs the tests. */
export const testEnvironment = (home: string, endpoint?: string): Record<string, string | undefined> => ({
  PATH: process.env.PATH,
  HOME: home,
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_REGION: 'eu-central-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  // As the program sets it.
  GOGC: '400',
  ...(endpoint ? { AWS_ENDPOINT_URL: endpoint } : {}),
})

export interface StackCopy {
  readonly terraform: Terraform
  readonly folder: string
  readonly remove: () => Promise<void>
}

/** A copy of terraform/ in a temporary folder with Terraform ready to run there. */
export async function copyStack(endpoint?: string): Promise<StackCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'twin-stack-'))
  const copy = join(folder, 'terraform')
  await cp(stack, copy, { recursive: true, filter: (source) => !source.includes('/.terraform/') })
  const base = testEnvironment(folder, endpoint)
  const { path, kind } = await findTerraform(base)
  const { env } = await terraformEnvironment({
    kind,
    platform: process.platform,
    architecture: process.arch,
    home: folder,
    env: base,
    temporaryFolder: folder,
    cacheFolder: join(folder, 'cache'),
  })
  return {
    folder,
    terraform: { program: path, folder: copy, env, environment: 'dev' },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export interface DeployedStack {
  readonly firstPlan: SavedPlan
  readonly outputs: Outputs
  readonly events: readonly TerraformEvent[]
  readonly variables: Readonly<Record<string, string>>
}

/** Plans and applies the copy as `dev`, with its state in a local file and two dummy packages. */
export async function deployStack({ terraform, folder }: StackCopy): Promise<DeployedStack> {
  await writeFile(join(terraform.folder, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n')
  const zip = join(folder, 'empty.zip')
  await writeFile(zip, Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]))
  await runTerraform(terraform, ['init', '-json', '-input=false'])
  const variables = {
    account_id: account,
    bedrock_model_arns: '["arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"]',
    function_package: zip,
    dependencies_package: zip,
  }
  const firstPlan = await planTerraform(terraform, { temporaryFolder: folder, variables })
  const events: TerraformEvent[] = []
  const outputs = await applyPlan(terraform, firstPlan.file, { onEvent: (event) => events.push(event) })
  return { firstPlan, outputs, events, variables }
}
