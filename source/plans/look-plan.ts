import { unchanged } from '../steps/unchanged.ts'
import type { Act } from './act.ts'
import { dataFirst } from './data-first.ts'

/**
 * Whether there is anything to deploy. It loads next to nothing, so that “no” is said at once. Private data is opened
 * before the account is asked anything: with a wrong key nothing begins, also when nothing changed.
 */
export const lookPlan: readonly Act[] = [
  { questions: ['region', 'projectName', 'dataSource', 'privateRepo', 'environment', 'model'] },
  { ...dataFirst, when: (context) => context.answers.get('dataSource') === 'private' && !context.found.data },
  { steps: [unchanged], isQuick: true },
]
