// `npm run measure [shape …]`: runs every environment shape in a rehearsal and writes what it asked of AWS to
// test/permissions/measured.json. `npm run measure catalogue` renews the list of real IAM actions, `npm run measure
// proof [action …]` takes each action out of the published policy and shows what comes of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { prepare } from '../../source/release/prepare.mjs'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'twin-measure-'))

/** Bundles a TypeScript file of this folder, so that it can be run. */
async function load(name) {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile))
}

const names = process.argv.slice(2)
try {
  if (names[0] === 'catalogue') {
    const { writeCatalogue } = await load('catalogue')
    await writeCatalogue(repository)
  } else if (names[0] === 'proof') {
    prepare()
    const { prove } = await load('prove')
    await prove(repository, names.slice(1))
  } else {
    prepare()
    const { measure } = await load('run')
    await measure(repository, names)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
