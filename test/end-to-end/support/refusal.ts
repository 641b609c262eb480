import { expect } from 'vitest'
import { named, writesIn } from './requests.ts'
import type { Environment } from './run-program.ts'
import { snapshotOf } from './snapshot.ts'
import type { World } from './world.ts'

export interface Refusal {
  readonly args: readonly string[]
  readonly env?: Environment
  readonly cwd?: string
  /** The exit code. */
  readonly code: number
  readonly error: string
  /** What the message must say, so that a person knows what is meant. */
  readonly says: RegExp
  /** What one of the next steps must say. */
  readonly next: RegExp
}

interface ErrorDocument {
  readonly code: string
  readonly message: string
  readonly nextSteps: readonly string[]
}

/**
 * Runs what must be refused, with `--json`, and holds it to the contract: its exit code, a stable
 * code, a sentence, a next step; no file of the project and nothing in AWS is different afterwards.
 */
export async function expectRefusal(world: World, refusal: Refusal): Promise<ErrorDocument> {
  const { args, env, cwd = world.folder, code, error, says, next } = refusal
  const before = snapshotOf(cwd)
  const { value, requests } = await world.during(() => world.run([...args, '--json'], { cwd, ...(env ? { env } : {}) }))
  expect({ code: value.code, stdout: value.stdout, stderr: value.stderr }).toMatchObject({ code })
  const document = JSON.parse(value.stdout)
  expect(document).toMatchObject({ schemaVersion: 1, ok: false, exitCode: code, error: { code: error } })
  const told = document.error as ErrorDocument
  expect(told.message).toMatch(says)
  expect(told.message).toMatch(/^\S.+[.:]( |\n|$)/)
  expect(told.nextSteps.join('\n')).toMatch(next)
  expect(named(writesIn(requests))).toEqual([])
  expect(snapshotOf(cwd)).toEqual(before)
  return told
}
