import { earlierReleaseStep } from '../steps/earlier-release.ts'
import { identity } from '../steps/identity.ts'
import { leaseFor } from '../steps/lease.ts'
import { lockTable } from '../steps/lock-table.ts'
import { permissions } from '../steps/permissions.ts'
import { stateBucket } from '../steps/state-bucket.ts'
import { tools } from '../steps/tools.ts'
import type { Act } from './act.ts'
import { dataFirst } from './data-first.ts'
import { deployActs, preparation } from './deploy-acts.ts'
import { identityRemedies } from './identity-remedies.ts'
import { permissionRemedies } from './permission-remedies.ts'

const asked: Act = { questions: ['region', 'projectName', 'dataSource', 'privateRepo', 'environment', 'model'] }

const work: readonly Act[] = [
  {
    steps: [identity, tools, permissions, stateBucket, lockTable, leaseFor('deploy'), ...preparation],
    remedies: [...identityRemedies, ...permissionRemedies],
    isFoundation: true,
  },
  ...deployActs,
]

/** The same checks and work as the set-up, all at once, since every answer is known. */
export const deployPlan: readonly Act[] = [asked, dataFirst, ...work]

/** The packages and the page of an earlier deployment; all else is as it lies here. */
export const rollbackPlan: readonly Act[] = [
  asked,
  { steps: [identity], remedies: identityRemedies },
  { steps: [earlierReleaseStep] },
  dataFirst,
  ...work,
]
