import * as z from 'zod'
import { environments } from '../names.ts'
import type { Answers } from './questions.ts'

/** Raised when a saved answer changes its meaning; `store.ts` then migrates. */
export const answersVersion = 1

const savedAnswers = z.object({
  region: z.string().optional(),
  projectName: z.string().optional(),
  dataSource: z.enum(['local', 'private']).optional(),
  privateRepo: z.string().optional(),
  unknownFiles: z.enum(['carry', 'leave', 'refuse']).optional(),
  environment: z.enum(environments).optional(),
  model: z.string().optional(),
})

/** The answers of a saved file, or undefined when it holds something else. Unknown keys are left out. */
export function parseSavedAnswers(value: unknown): Partial<Answers> | undefined {
  const result = savedAnswers.safeParse(value)
  if (!result.success) return undefined
  return Object.fromEntries(Object.entries(result.data).filter(([, each]) => each !== undefined))
}
