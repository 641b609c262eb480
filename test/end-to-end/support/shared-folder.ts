import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { homeVariable } from '../../support/test-environment.mjs'

/**
 * A folder that all test files of one run share: made by whoever needs it first, never changed afterwards, and gone
 * with the tests' home. Two files that make it at once both succeed, and one of the two is kept.
 * @param make fills an empty folder.
 */
export function sharedFolder(name: string, make: (folder: string) => void): string {
  const home = process.env[homeVariable]
  if (!home) throw new Error(`${homeVariable} is not set: the tests were started without their own environment.`)
  const kept = join(home, name)
  if (existsSync(kept)) return kept
  const unfinished = mkdtempSync(join(home, `${name}-`))
  make(unfinished)
  try {
    renameSync(unfinished, kept)
  } catch {
    // Another file was faster.
    rmSync(unfinished, { recursive: true })
  }
  return kept
}
