/**
 * What somebody would have who deploys with Terraform alone: the state bucket, the lock table, and a
 * place that providers come from. Prints the two commands of the raw deployment and their environment.
 */
import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext } from '../../source/create-context.ts'
import { runSteps } from '../../source/engine/run-steps.ts'
import { backendArguments, backendFor } from '../../source/services/terraform/backend.ts'
import { terraformEnvironment } from '../../source/services/terraform/environment.ts'
import { findTerraform } from '../../source/services/terraform/find-terraform.ts'
import { identity } from '../../source/steps/identity.ts'
import { lockTable } from '../../source/steps/lock-table.ts'
import { permissions } from '../../source/steps/permissions.ts'
import { stateBucket } from '../../source/steps/state-bucket.ts'

const { env } = process
const { signal } = new AbortController()
const context = createContext({
  flags: { directory: process.cwd(), projectName: 'digital-twin', environment: 'dev' },
  env,
  options: { yes: true, dryRun: false, interactive: false, verbose: false, skipPreflight: false, sameAccount: '' },
  assets: '',
  signal,
  stop: () => undefined,
  onSetAside: () => undefined,
})
const host = { begin: () => undefined, notify: () => undefined, end: () => undefined }
await runSteps([identity, permissions, stateBucket, lockTable], context, { mode: 'apply', signal, host })

const { path, kind } = await findTerraform(env)
const settled = await terraformEnvironment({
  env,
  home: homedir(),
  platform: process.platform,
  architecture: process.arch,
  kind,
  temporaryFolder: mkdtempSync(join(tmpdir(), 'twin-bench-terraform-')),
  cacheFolder: join(homedir(), '.cache', 'create-digital-twin'),
})
const account = context.found.identity?.account ?? ''
const backend = backendFor('digital-twin', account, context.answers.get('region'))
console.log(
  JSON.stringify({
    env: { ...settled.env, TF_WORKSPACE: 'dev' },
    providersFrom: settled.providersFrom,
    init: [path, 'init', '-input=false', ...backendArguments(backend)],
    apply: [path, 'apply', '-input=false', '-auto-approve', '-var-file=dev.tfvars', `-var=account_id=${account}`],
  }),
)
