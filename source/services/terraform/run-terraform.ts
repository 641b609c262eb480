import type { Environment } from '../../names.ts'
import { run } from '../shell.ts'
import type { Diagnostic, TerraformEvent } from './event.ts'
import { explainFailure, isExpectedWarning } from './explain-failure.ts'
import { parseTerraformLine } from './parse-event.ts'

/** Terraform, ready to run: which program, in which folder, with which environment variables. */
export interface Terraform {
  readonly program: string
  /** The folder of the `.tf` files. */
  readonly folder: string
  /** From `terraformEnvironment`; credentials, region and endpoint among them. */
  readonly env: Record<string, string | undefined>
  /** The workspace; Terraform 1.11 makes it on first use. */
  readonly environment: Environment
}

export interface CommandOptions {
  /** Interrupts Terraform with SIGINT, on which it finishes what it can and releases its lock. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: TerraformEvent) => void
  /** In the place of the environment's own. */
  readonly workspace?: 'default'
}

const isWorthTelling = (event: TerraformEvent) => event.type !== 'diagnostic' || !isExpectedWarning(event.diagnostic)

/**
 * Runs a command that speaks `-json` and gives its events back, each also told to `onEvent` at once.
 * @throws {UserError} what the table of known troubles says, else a ToolError with Terraform's words
 * @throws {CancelledError} when `signal` ended it
 */
export async function runTerraform(
  terraform: Terraform,
  args: readonly [string, ...string[]],
  { signal, onEvent, workspace }: CommandOptions = {},
): Promise<TerraformEvent[]> {
  const events: TerraformEvent[] = []
  const otherLines: string[] = []
  const onLine = (line: string) => {
    const event = parseTerraformLine(line)
    if (!event) {
      if (!line.startsWith('{') && line.trim()) otherLines.push(line)
      return
    }
    if (!isWorthTelling(event)) return
    events.push(event)
    onEvent?.(event)
  }
  const { exitCode } = await run([terraform.program, ...args], {
    cwd: terraform.folder,
    env: { ...workspaceEnvironment(terraform), ...(workspace ? { TF_WORKSPACE: workspace } : {}) },
    allowFailure: true,
    mustFinish: true,
    onLine,
    ...(signal ? { signal } : {}),
  })
  if (exitCode === 0) return events
  const diagnostics = events.flatMap((event): Diagnostic[] => (event.type === 'diagnostic' ? [event.diagnostic] : []))
  const failure = {
    tool: 'terraform',
    command: ['terraform', ...args].join(' '),
    toolExitCode: exitCode,
    lastLines: otherLines.slice(-12),
  }
  throw explainFailure(diagnostics, failure, { environment: terraform.environment })
}

export const workspaceEnvironment = ({ env, environment }: Terraform) => ({
  ...env,
  TF_WORKSPACE: environment,
})

/** The environment's own file, then values that override it; never a secret, since process lists show them. */
export const variableArguments = (
  { environment }: Terraform,
  variables: Readonly<Record<string, string | number | boolean>>,
): string[] => [
  `-var-file=${environment}.tfvars`,
  ...Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`),
]
