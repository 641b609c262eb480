// What takes too long for `npm test`. Each prints a table, and ends with 1 when a row is not well.
// `npm run matrix kill [words …]`   ends the program at every step boundary and at random instants inside apply and
//                                   destroy, by each signal, and runs the same command again
// `npm run matrix fault [words …]`  has AWS fail in every step, in every way
// `npm run matrix two [rounds]`     two deployments of one environment at once
// `npm run matrix abuse [messages]` a flood of messages against the budget of a day, and a way round the site
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
