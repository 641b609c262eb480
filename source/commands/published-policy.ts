import type { Context } from '../context.ts'
import { partitionOf } from '../names.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import type { PolicyDocument } from '../permissions/policy.ts'
import { projectShape } from '../services/project-shape.ts'

/** The least-privilege policy for these answers and for what the project's settings turn on. */
export async function publishedPolicy({ answers, paths }: Context, account: string): Promise<PolicyDocument> {
  const region = answers.get('region')
  const names = { projectName: answers.get('projectName'), region, account, partition: partitionOf(region) }
  return leastPrivilegePolicy(names, await projectShape(paths().terraform))
}
