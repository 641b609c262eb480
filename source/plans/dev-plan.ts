import { devBackend, devPage } from '../steps/dev-packages.ts'
import { identity } from '../steps/identity.ts'
import { model } from '../steps/model.ts'
import type { Act } from './act.ts'
import { identityRemedies } from './identity-remedies.ts'

/** Who asks, which model, and what runs on this computer; nothing in AWS is changed. */
export const devPlan: readonly Act[] = [
  {
    questions: ['region', 'projectName', 'environment', 'model'],
    steps: [identity, model, devBackend, devPage],
    remedies: identityRemedies,
  },
]
