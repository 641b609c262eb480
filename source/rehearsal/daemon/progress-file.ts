import { appendFileSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { UserError } from '../../errors.ts'
import { progressPath } from '../record.ts'

/** What a starting daemon tells the program that started it, a JSON line each. */
export type ProgressLine =
  | { readonly progress: string }
  | { readonly failed: { readonly code: string; readonly message: string; readonly nextSteps: readonly string[] } }

export const reportProgress = (home: string, progress: string) =>
  appendFile(progressPath(home), `${JSON.stringify({ progress })}\n`)

/** Written before the process ends, so at once. */
export function reportFailure(home: string, error: unknown): void {
  const { code, message, nextSteps } =
    error instanceof UserError
      ? error
      : {
          code: 'REHEARSAL_NOT_STARTED',
          message: `The rehearsal account did not start: ${error instanceof Error ? error.message : String(error)}`,
          nextSteps: [],
        }
  appendFileSync(progressPath(home), `${JSON.stringify({ failed: { code, message, nextSteps } })}\n`)
}

/** The whole lines written so far. */
export async function readProgress(home: string): Promise<ProgressLine[]> {
  const text = await readFile(progressPath(home), 'utf8').catch(() => '')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
