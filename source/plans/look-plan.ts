import { unchanged } from '../steps/unchanged.ts'
import type { Act } from './act.ts'

/** Whether there is anything to deploy. It loads next to nothing, so that “no” is said at once. */
export const lookPlan: readonly Act[] = [
  { questions: ['region', 'projectName', 'dataSource', 'privateRepo', 'environment', 'model'] },
  { steps: [unchanged], isQuick: true },
]
