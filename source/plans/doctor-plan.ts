import { accessKeys } from '../checks/access-keys.ts'
import { alarms } from '../checks/alarms.ts'
import { cache } from '../checks/cache.ts'
import { clock } from '../checks/clock.ts'
import { cors } from '../checks/cors.ts'
import { credentials } from '../checks/credentials.ts'
import { data } from '../checks/data.ts'
import { deployments } from '../checks/deployments.ts'
import { drift } from '../checks/drift.ts'
import { health } from '../checks/health.ts'
import { identity } from '../checks/identity.ts'
import { lastRun } from '../checks/last-run.ts'
import { lockTable } from '../checks/lock-table.ts'
import { model } from '../checks/model.ts'
import { packageSize } from '../checks/package-size.ts'
import { permissions } from '../checks/permissions.ts'
import { project } from '../checks/project.ts'
import { stateBucket } from '../checks/state-bucket.ts'
import { stateDigests } from '../checks/state-digests.ts'
import { stateLocks } from '../checks/state-locks.ts'
import { tools } from '../checks/tools.ts'
import type { Context } from '../context.ts'
import type { Check } from '../engine/check.ts'

/**
 * What the doctor looks at, from the ground up. What a check builds on is said in its `needs`; all else
 * runs side by side. Adding a check is one file in checks/ and one word here.
 */
export const doctorPlan: readonly Check<Context>[] = [
  project,
  tools,
  credentials,
  clock,
  identity,
  accessKeys,
  permissions,
  stateBucket,
  lockTable,
  stateLocks,
  stateDigests,
  data,
  model,
  packageSize,
  lastRun,
  deployments,
  health,
  cors,
  cache,
  alarms,
  drift,
]
