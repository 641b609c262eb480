import { join } from 'node:path'
import type { Context } from '../context.ts'
import { partitionOf } from '../names.ts'
import type { TargetNames } from '../permissions/resource-kinds.ts'
import { readTfvar } from '../services/terraform/read-tfvars.ts'
import { need } from './need.ts'

/** The names that permissions are about, and the boundary that the environment's tfvars set for its role. */
export async function permissionsTarget(context: Context): Promise<TargetNames> {
  const { answers } = context
  const environment = answers.get('environment')
  const region = answers.get('region')
  const settings = join(context.paths().terraform, `${environment}.tfvars`)
  const permissionsBoundary = await readTfvar(settings, 'permissions_boundary_arn')
  return {
    projectName: answers.get('projectName'),
    environment,
    region,
    account: need(context, 'identity').account,
    partition: partitionOf(region),
    ...(permissionsBoundary ? { permissionsBoundary } : {}),
  }
}
