import { data } from '../steps/data.ts'
import type { Act } from './act.ts'
import { dataRemedies } from './data-remedies.ts'

/**
 * The personal data comes before everything that costs time or reaches the account: with a wrong key, or a file that
 * is no YAML, nothing else has begun.
 */
export const dataFirst: Act = { when: ({ found }) => !found.data, steps: [data], remedies: dataRemedies }
