import { homedir } from 'node:os'
import type { Context } from '../context.ts'
import type { Report } from '../engine/step.ts'
import { type Environment, stateBucketName, stateObjectKey } from '../names.ts'
import { cacheDirectory } from '../paths.ts'
import { type KnownState, readKnownState } from '../services/aws/terraform-state.ts'
import { makePrivateFolder } from '../services/private-folder.ts'
import { type Backend, backendFor } from '../services/terraform/backend.ts'
import { terraformEnvironment } from '../services/terraform/environment.ts'
import type { TerraformEvent } from '../services/terraform/event.ts'
import { advanceProgress, slowestRunning, startProgress } from '../services/terraform/progress.ts'
import type { Terraform } from '../services/terraform/run-terraform.ts'
import { appVersion } from './app-version.ts'
import { need } from './need.ts'

/** Terraform on this project and environment, with the providers' source settled once a run. */
export async function terraformFor(
  context: Context,
  environment: Environment = context.answers.get('environment'),
): Promise<Terraform> {
  const { path, kind } = need(context, 'terraform')
  context.found.terraformHome ??= settle(context, kind)
  const { env } = await context.found.terraformHome
  return {
    program: path,
    folder: context.paths().terraform,
    env: { ...env, AWS_REGION: context.answers.get('region') },
    environment,
  }
}

/** The run's private folder; see makePrivateFolder. */
export function privateFolder(context: Context): Promise<string> {
  context.found.privateFolder ??= makePrivateFolder()
  return context.found.privateFolder
}

/** From now on providers come from a mirror on this machine, if there is one. */
export async function forgetRegistry(context: Context): Promise<void> {
  context.found.terraformHome = settle(context, need(context, 'terraform').kind, false)
}

async function settle(context: Context, kind: 'terraform' | 'opentofu', registryWorks?: boolean) {
  return terraformEnvironment({
    ...(registryWorks === undefined ? {} : { registryWorks }),
    env: context.env,
    home: homedir(),
    platform: process.platform,
    architecture: process.arch,
    kind,
    temporaryFolder: await privateFolder(context),
    cacheFolder: cacheDirectory(context.env),
  })
}

export const backendOf = (context: Context): Backend =>
  backendFor(context.answers.get('projectName'), need(context, 'identity').account, context.answers.get('region'))

/** What Terraform's state holds of an environment. */
export async function knownState(
  context: Context,
  environment: Environment = context.answers.get('environment'),
): Promise<KnownState> {
  const { account } = need(context, 'identity')
  return readKnownState(await context.aws().s3(), {
    bucket: stateBucketName(account),
    key: stateObjectKey(context.answers.get('projectName'), environment),
    account,
  })
}

/** What a deployment tells Terraform beside the tfvars file. */
export const deployVariables = (context: Context) => ({
  account_id: need(context, 'identity').account,
  app_version: appVersion(context),
})

/** Turns Terraform's events into progress: how many of how many, and what takes longest. */
export function resourceProgress(total: number, report: Report): (event: TerraformEvent) => void {
  let progress = startProgress(total)
  return (event) => {
    // Without a plan of its own, an apply tells first what it is going to do.
    if (total === 0 && event.type === 'planned') progress = { ...progress, total: progress.total + 1 }
    const next = advanceProgress(progress, event, performance.now())
    if (next === progress) return
    progress = next
    const slowest = slowestRunning(progress)
    report(slowest ? `${slowest.verb} ${slowest.what}` : '', { done: progress.done, total: progress.total })
  }
}
