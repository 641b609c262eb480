import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Bundles the daemon into one file, as the package does. */
export async function buildDaemon(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('../../../source/rehearsal/daemon.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url)",
    },
  })
}
