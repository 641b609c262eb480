import { join } from 'node:path'
import { run } from '../shell.ts'
import type { PlanJson } from './plan-json.ts'
import { type PlanSummary, summarizePlan } from './plan-summary.ts'
import {
  type CommandOptions,
  runTerraform,
  type Terraform,
  variableArguments,
  workspaceEnvironment,
} from './run-terraform.ts'

export interface PlanWish {
  /** A private folder (0700): a saved plan holds secrets in clear. */
  readonly temporaryFolder: string
  /** Values beside those of `<environment>.tfvars`, and before them; never a secret. */
  readonly variables: Readonly<Record<string, string | number | boolean>>
  /** Plan the removal of everything. */
  readonly destroy?: boolean
  /** Only looks: no lock is taken, so nothing at all is written in AWS. */
  readonly onlyLooks?: boolean
}

export interface SavedPlan {
  readonly file: string
  /** What it would change, as Terraform tells it; nothing where it would change nothing. */
  readonly json: PlanJson
  readonly summary: PlanSummary
}

/** Plans and saves the plan, so that what a person approves is what is applied. Nothing is changed. */
export async function planTerraform(
  terraform: Terraform,
  { temporaryFolder, variables, destroy = false, onlyLooks = false }: PlanWish,
  options: CommandOptions = {},
): Promise<SavedPlan> {
  const file = join(temporaryFolder, `${terraform.environment}${destroy ? '-destroy' : ''}.tfplan`)
  const events = await runTerraform(
    terraform,
    [
      'plan',
      '-json',
      '-input=false',
      ...(destroy ? ['-destroy'] : []),
      ...(onlyLooks ? ['-lock=false'] : []),
      ...variableArguments(terraform, variables),
      `-out=${file}`,
    ],
    options,
  )
  // Reading a plan starts the provider once more, which takes seconds.
  const isEmpty = events.every(({ type }) => type !== 'planned')
  const json = isEmpty ? {} : await readPlan(terraform, file, options.signal)
  return { file, json, summary: summarizePlan(json) }
}

/** A saved plan as data. */
export async function readPlan(terraform: Terraform, file: string, signal?: AbortSignal): Promise<PlanJson> {
  const { stdout } = await run([terraform.program, 'show', '-json', file], {
    cwd: terraform.folder,
    env: workspaceEnvironment(terraform),
    tool: 'terraform',
    ...(signal ? { signal } : {}),
  })
  const line = stdout.split('\n').find((text) => text.startsWith('{')) ?? '{}'
  return JSON.parse(line) as PlanJson
}
