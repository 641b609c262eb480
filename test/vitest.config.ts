import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { guardProcess } from './support/guard.mjs'
import { vitestLayers } from './support/layers.mjs'
import { LongestFirst } from './support/longest-first.ts'

guardProcess()

/** Layers that start Terraform, browsers or whole programs; milliseconds. */
const slow = new Map([
  // Its outside programs, git and age, share two cores with everything else.
  ['data', 60_000],
  ['terraform', 300_000],
  ['rehearsal', 300_000],
  ['browser', 120_000],
  ['pty', 300_000],
  ['doctor', 600_000],
  ['end-to-end', 600_000],
])
const usual = 15_000

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A snapshot is written when somebody asks for it (-u), never because it is missing.
    update: 'none',
    projects: vitestLayers.map((name) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.{ts,tsx}`],
        testTimeout: slow.get(name) ?? usual,
        hookTimeout: slow.get(name) ?? usual,
      },
    })),
  },
})
