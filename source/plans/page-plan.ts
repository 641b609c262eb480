import { health } from '../steps/health.ts'
import { history } from '../steps/history.ts'
import { leaseFor } from '../steps/lease.ts'
import { page } from '../steps/page.ts'
import { record } from '../steps/record.ts'
import { uploadPage } from '../steps/upload-page.ts'
import type { Act } from './act.ts'

/** When nothing but the page changed. Nobody is asked: it is what visitors see of files that lie here. */
export const pagePlan: readonly Act[] = [
  { steps: [leaseFor('deploy'), page, uploadPage] },
  { when: ({ options }) => !options.dryRun, steps: [health, history, record] },
]
