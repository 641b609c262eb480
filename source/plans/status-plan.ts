import { deployments } from '../steps/deployments.ts'
import { histories } from '../steps/histories.ts'
import { identity } from '../steps/identity.ts'
import { sites } from '../steps/sites.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'

/** Which environments stand, how their twins are, and how they came about. */
export const statusPlan: readonly Act[] = [
  {
    questions: ['region', 'projectName'],
    steps: [identity, deployments, sites, histories],
    remedies: identityRemedies,
  },
]

/** Who asks about which environment. */
export const callerPlan: readonly Act[] = [
  { questions: ['region', 'projectName', 'environment'], steps: [identity], remedies: identityRemedies },
]

/** Where the twins answer. */
export const addressPlan: readonly Act[] = [
  {
    questions: ['region', 'projectName', 'environment'],
    steps: [identity, deployments],
    remedies: identityRemedies,
  },
]
