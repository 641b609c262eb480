import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../folders.ts'

test('1 GB goes through encryption and decryption in less than 200 MB of memory', { timeout: 180_000 }, async () => {
  const outfile = join(temporaryFolder(), 'run.mjs')
  const entryPoints = [join(import.meta.dirname, 'memory-run.ts')]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' })
  const output = execFileSync(process.execPath, [outfile, '1000000000'], { encoding: 'utf8', env: {} })
  const { bytes, memory } = JSON.parse(output) as { bytes: number; memory: number }
  expect(bytes).toBe(1_000_000_000)
  expect(memory).toBeLessThan(200_000_000)
})
