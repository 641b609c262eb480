import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { emptyFolder } from './places.mjs'

/**
 * Bundles a TypeScript file of test/bench as the program is bundled, so that it loads the same code.
 * @param external packages that cannot be bundled; the file then lies where Node finds them.
 */
export async function bundleRun(name, external = []) {
  const folder =
    external.length === 0
      ? emptyFolder('run')
      : fileURLToPath(new URL('../../../node_modules/.cache/bench/', import.meta.url))
  const outfile = join(folder, name.replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [fileURLToPath(new URL(`../${name}`, import.meta.url))],
    outfile,
    bundle: true,
    external,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  return outfile
}
