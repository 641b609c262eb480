import { run } from '../shell.ts'
import type { Outputs } from './apply.ts'
import { type Terraform, workspaceEnvironment } from './run-terraform.ts'

/** All outputs of the environment, sensitive ones with their value; empty when nothing is deployed. */
export async function readOutputs(terraform: Terraform, signal?: AbortSignal): Promise<Outputs> {
  const { stdout } = await run([terraform.program, 'output', '-json'], {
    cwd: terraform.folder,
    env: workspaceEnvironment(terraform),
    tool: 'terraform',
    ...(signal ? { signal } : {}),
  })
  return JSON.parse(stdout.slice(Math.max(stdout.indexOf('{'), 0)) || '{}') as Outputs
}

/** The text of one output, or undefined. */
export function outputText(outputs: Outputs, name: string): string | undefined {
  const value = outputs[name]?.value
  return typeof value === 'string' ? value : undefined
}
