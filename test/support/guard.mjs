// Loaded by the vitest configuration: also a single test that somebody starts by hand gets the tests'
// environment and not their own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { homeVariable, testEnvironment } from './test-environment.mjs'

/** Puts the tests' environment in the place of this process's, once. */
export function guardProcess() {
  if (process.env[homeVariable]) return
  const home = mkdtempSync(join(tmpdir(), 'twin-test-home-'))
  process.once('exit', () => rmSync(home, { recursive: true, force: true }))
  const guarded = testEnvironment(process.env, home)
  for (const name of Object.keys(process.env)) {
    // What vitest itself has said to its workers.
    if (!(name in guarded) && !/^(VITEST|TEST|NODE_ENV|DEV|PROD|MODE|SSR|BASE_URL|FORCE_TTY)/.test(name))
      delete process.env[name]
  }
  Object.assign(process.env, guarded)
}
