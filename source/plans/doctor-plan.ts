import { alarms } from '../checks/alarms.ts'
import { cache } from '../checks/cache.ts'
import { cors } from '../checks/cors.ts'
import { data } from '../checks/data.ts'
import { deployments } from '../checks/deployments.ts'
import { drift } from '../checks/drift.ts'
import { health } from '../checks/health.ts'
import { identity } from '../checks/identity.ts'
import { lockTable } from '../checks/lock-table.ts'
import { model } from '../checks/model.ts'
import { permissions } from '../checks/permissions.ts'
import { project } from '../checks/project.ts'
import { stateBucket } from '../checks/state-bucket.ts'
import { tools } from '../checks/tools.ts'
import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'

/**
 * What the doctor looks at, from the ground up. What a check builds on is said in its `needs`; all else
 * runs side by side.
 */
export const doctorPlan: readonly Check<Context>[] = [
  project,
  tools,
  identity,
  permissions,
  stateBucket,
  lockTable,
  data,
  model,
  deployments,
  health,
  cors,
  cache,
  alarms,
  drift,
]
