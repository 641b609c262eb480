import type { Context } from '../context.ts'
import { partitionOf } from '../names.ts'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import type { PolicyDocument } from '../permissions/policy.ts'
import { shapeOf } from '../steps/shape.ts'

/** The least-privilege policy for these answers, what the project's settings turn on, and what stands of it. */
export async function publishedPolicy(context: Context, account: string): Promise<PolicyDocument> {
  const { answers } = context
  const region = answers.get('region')
  const names = { projectName: answers.get('projectName'), region, account, partition: partitionOf(region) }
  return leastPrivilegePolicy(names, await shapeOf(context, account))
}
