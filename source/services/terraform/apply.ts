import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { troubleError } from '../../troubles/find-trouble.ts'
import { run } from '../shell.ts'
import type { OutputValue } from './event.ts'
import {
  type CommandOptions,
  runTerraform,
  type Terraform,
  variableArguments,
  workspaceEnvironment,
} from './run-terraform.ts'

export type Outputs = Readonly<Record<string, OutputValue>>

/**
 * Applies a saved plan (also one that removes everything) and gives the outputs back; sensitive ones
 * without their value.
 * @throws {UserError} STATE_NOT_PUSHED when an earlier run left a state that is not saved yet
 */
export function applyPlan(terraform: Terraform, file: string, options: CommandOptions = {}): Promise<Outputs> {
  return apply(terraform, [file], options)
}

/**
 * Plans and applies in one go, which starts the provider once less. Only for what was approved
 * beforehand and where nothing is deployed yet, so that nothing can be lost.
 */
export function applyWithoutPlan(
  terraform: Terraform,
  variables: Readonly<Record<string, string | number | boolean>>,
  options: CommandOptions = {},
): Promise<Outputs> {
  return apply(terraform, ['-auto-approve', ...variableArguments(terraform, variables)], options)
}

async function apply(terraform: Terraform, args: readonly string[], options: CommandOptions): Promise<Outputs> {
  if (await findUnpushedState(terraform.folder)) {
    throw troubleError('STATE_NOT_PUSHED', { environment: terraform.environment })
  }
  const events = await runTerraform(terraform, ['apply', '-json', '-input=false', ...args], options)
  return events.reduce<Outputs>((outputs, event) => (event.type === 'outputs' ? event.outputs : outputs), {})
}

/** The file Terraform leaves behind when the backend refused the new state, or nothing. */
export async function findUnpushedState(folder: string): Promise<string | undefined> {
  const file = join(folder, 'errored.tfstate')
  return access(file).then(
    () => file,
    () => undefined,
  )
}

/** Saves a state that could not be saved before; Terraform refuses one that is older than the backend's. */
export async function pushState(terraform: Terraform, file: string, signal?: AbortSignal): Promise<void> {
  await run([terraform.program, 'state', 'push', file], {
    cwd: terraform.folder,
    env: workspaceEnvironment(terraform),
    tool: 'terraform',
    mustFinish: true,
    ...(signal ? { signal } : {}),
  })
}
