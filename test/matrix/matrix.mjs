// `npm run matrix kill [cases …]`: ends the program at every step boundary and at random instants inside apply and
// destroy, by each signal, runs the same command again, and compares what stands then with an undisturbed run. It takes
// about an hour, so it is no part of `npm test`; a few of its cases are (test/end-to-end/killed.test.ts).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { prepare } from '../../source/release/prepare.mjs'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'twin-matrix-'))
const [kind = 'kill', ...names] = process.argv.slice(2)
try {
  prepare()
  const outfile = join(folder, 'run.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL(`${kind}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  const { runMatrix } = await import(pathToFileURL(outfile))
  process.exitCode = (await runMatrix(repository, names)) ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
