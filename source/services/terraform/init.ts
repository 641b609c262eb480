import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Backend, backendArguments, isSameBackend } from './backend.ts'
import { type CommandOptions, runTerraform, type Terraform } from './run-terraform.ts'

/**
 * Prepares the folder: backend and provider. `-reconfigure` because the state is nowhere but in the
 * backend that is given, so there is never one to move.
 */
export async function initTerraform(
  terraform: Terraform,
  backend: Backend,
  options: CommandOptions = {},
): Promise<void> {
  await runTerraform(
    terraform,
    ['init', '-json', '-input=false', '-reconfigure', ...backendArguments(backend)],
    // Where other environments have states already, init refuses a workspace that has none yet; a plan makes it.
    { ...options, workspace: 'default' },
  )
}

/** Fetches the provider only; may run while the wizard still asks, before the state bucket exists. */
export async function fetchProvider(terraform: Terraform, options: CommandOptions = {}): Promise<void> {
  await runTerraform(terraform, ['init', '-json', '-input=false', '-backend=false'], options)
}

/** Whether the folder's last init was for this backend. It says nothing about the provider. */
export async function isInitialised(folder: string, backend: Backend): Promise<boolean> {
  const text = await readFile(join(folder, '.terraform', 'terraform.tfstate'), 'utf8').catch(() => '')
  return isSameBackend(text, backend)
}
