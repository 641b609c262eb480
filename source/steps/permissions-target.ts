import type { Context } from '../context.ts'
import { partitionOf } from '../names.ts'
import type { TargetNames } from '../permissions/resource-kinds.ts'
import { targetOf } from './need.ts'

/** The names that permissions are about. */
export const permissionsTarget = (context: Context): TargetNames => ({
  ...targetOf(context),
  partition: partitionOf(context.answers.get('region')),
})
