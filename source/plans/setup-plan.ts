import type { Context } from '../context.ts'
import { identity } from '../steps/identity.ts'
import { leaseFor } from '../steps/lease.ts'
import { lockTable } from '../steps/lock-table.ts'
import { permissions } from '../steps/permissions.ts'
import { project } from '../steps/project.ts'
import { stateBucket } from '../steps/state-bucket.ts'
import { tools } from '../steps/tools.ts'
import type { Act } from './act.ts'
import { costNotice } from './cost-notice.ts'
import { dataFirst } from './data-first.ts'
import { deployActs, preparation } from './deploy-acts.ts'
import { identityRemedies } from './identity-remedies.ts'
import { permissionRemedies } from './permission-remedies.ts'

/** The way of a first set-up. Adding a step is one file in steps/ and one word here. */
export const setupPlan: readonly Act[] = [
  {
    // A person who has answered already saw it before the program was loaded (opening.ts).
    notice: ({ answers }) => (answers.source('acceptCosts') === 'answered' ? undefined : costNotice()),
    questions: ['acceptCosts'],
  },
  { questions: ['directory'] },
  { steps: [project], isFoundation: true },
  { ...dataFirst, when: isSourceKnown },
  { steps: [identity, tools], remedies: identityRemedies, isFoundation: true },
  { questions: ['region', 'projectName'] },
  { steps: [permissions, stateBucket, lockTable], remedies: permissionRemedies, isFoundation: true },
  { questions: ['dataSource', 'privateRepo', 'environment', 'model'] },
  dataFirst,
  { steps: [leaseFor('deploy'), ...preparation], isFoundation: true },
  ...deployActs,
]

/** Flags or an earlier run say which private repository it is: a wrong key then stops before the account is touched. */
function isSourceKnown({ answers }: Context): boolean {
  return answers.find('dataSource') === 'private' && answers.find('privateRepo') !== undefined
}
