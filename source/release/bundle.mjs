// Makes dist/: the bin, the program in lazy chunks, the rehearsal's daemon and the reader of PDFs. Nothing is left to
// install for whoever uses the package.
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))

/** Ink asks for its developer tools behind an environment variable; they bring a web socket library. */
const withoutDeveloperTools = {
  name: 'without-developer-tools',
  setup(bundle) {
    bundle.onResolve({ filter: /^(react-devtools-core|ws)$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    bundle.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export default {}', loader: 'js' }))
  },
}

/** The bin reaches the program and its first question only when they are wanted. */
const programStaysOutside = {
  name: 'program-stays-outside',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './main.mjs', external: true }))
    bundle.onResolve({ filter: /^\.\/opening\.cjs$/ }, ({ path }) => ({ path, external: true }))
  },
}

/**
 * Inquirer asks on standard error here, so that is what its colours must depend on, not on standard
 * output, which Node would open (2 ms of a start) only to look at it.
 */
const promptsOnStandardError = {
  name: 'prompts-on-standard-error',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:util$/ }, ({ importer }) =>
      /[\\/]@inquirer[\\/]/.test(importer) ? { path: 'util', namespace: 'on-standard-error' } : undefined,
    )
    bundle.onLoad({ filter: /.*/, namespace: 'on-standard-error' }, () => ({
      contents: `import { stripVTControlCharacters, styleText as style } from 'node:util'
        export { stripVTControlCharacters }
        export const styleText = (format, text) => style(format, text, { stream: process.stderr })`,
      loader: 'js',
    }))
  },
}

/** The opening asks one yes-or-no question; the other kinds come with the program. */
const confirmOnly = {
  name: 'confirm-only',
  setup(bundle) {
    bundle.onResolve({ filter: /^@inquirer\/(input|password|select)$/ }, ({ path }) => ({ path, namespace: 'later' }))
    bundle.onLoad({ filter: /.*/, namespace: 'later' }, () => ({ contents: 'export default undefined', loader: 'js' }))
  },
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // The SDK's ES modules start faster than its CommonJS, and only they can be split and shaken.
  mainFields: ['module', 'main'],
  define: { packageVersion: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
  // Names stay readable in a stack trace.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
}

await rm(`${root}dist`, { recursive: true, force: true })
await build({
  ...common,
  entryPoints: ['source/cli.ts'],
  outfile: 'dist/cli.cjs',
  format: 'cjs',
  banner: { js: '#!/usr/bin/env node' },
  plugins: [programStaysOutside],
})
await build({
  ...common,
  entryPoints: ['source/opening.ts'],
  outfile: 'dist/opening.cjs',
  format: 'cjs',
  // Short names too: a third less to parse, and the question is up 3 ms sooner.
  minifyIdentifiers: true,
  plugins: [promptsOnStandardError, confirmOnly],
})
const { metafile } = await build({
  ...common,
  entryPoints: {
    main: 'source/main.ts',
    'rehearsal-daemon': 'source/rehearsal/daemon.ts',
    // A thread that reads PDFs; its library is big, and part of nothing else.
    'pdf-worker': 'source/services/data/documents/pdf-worker.mjs',
    supervise: 'source/services/supervise.mjs',
  },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  // Some CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
  plugins: [withoutDeveloperTools, promptsOnStandardError],
  metafile: true,
})
await cp(`${root}frontend/dist`, `${root}dist/page`, { recursive: true })
await writeFile(`${root}dist/source-hash`, `${await hashOfFrontend()}\n`)

const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
process.stderr.write(`bundled ${(bytes / 1e6).toFixed(1)} MB in ${Object.keys(metafile.outputs).length} files\n`)

/** By the very function that compares it with a user's copy later. */
async function hashOfFrontend() {
  const { outputFiles } = await build({
    ...common,
    stdin: {
      contents: `export { hashOfTree } from './source/services/build/hash-of-tree.ts'
        export { notFrontendSource } from './source/services/build/frontend-source.ts'`,
      resolveDir: root,
    },
    format: 'esm',
    write: false,
  })
  const code = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  const { hashOfTree, notFrontendSource } = await import(code)
  return hashOfTree(`${root}frontend`, notFrontendSource)
}
