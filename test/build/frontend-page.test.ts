import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { buildPage } from '../../source/services/build/frontend-page.ts'
import { notFrontendSource } from '../../source/services/build/frontend-source.ts'
import { hashOfTree } from '../../source/services/build/hash-of-tree.ts'
import { run } from '../../source/services/shell.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

const source = {
  'package.json': JSON.stringify({
    name: 'page',
    version: '1.0.0',
    scripts: { build: 'node build.mjs' },
  }),
  'package-lock.json': JSON.stringify({
    name: 'page',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'page', version: '1.0.0' } },
  }),
  'build.mjs':
    "import { mkdirSync, writeFileSync } from 'node:fs'\nmkdirSync('dist', { recursive: true })\nwriteFileSync('dist/index.html', 'own')\n",
}

async function makeProject(files: Readonly<Record<string, string>> = source) {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'frontend'), files)
  await writeFiles(join(folder, 'original'), source)
  await writeFiles(join(folder, 'shipped'), {
    'source-hash': `${await hashOfTree(join(folder, 'original'), notFrontendSource)}\n`,
    'page/index.html': 'shipped',
  })
  return { frontendDirectory: join(folder, 'frontend'), shippedDirectory: join(folder, 'shipped') }
}

const never = () => Promise.reject(new Error('started a program'))

test('the shipped page serves an unchanged source, with whatever line ends and leftovers', async () => {
  const windows = Object.fromEntries(
    Object.entries(source).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
  )
  const project = await makeProject({ ...windows, 'node_modules/x/index.js': 'x', 'dist/old.html': 'x' })
  expect(await buildPage({ ...project, run: never })).toEqual({
    directory: join(project.shippedDirectory, 'page'),
    built: false,
  })
})

test('a changed source is built by its own scripts', async () => {
  const project = await makeProject({ ...source, 'src/new.ts': 'x' })
  expect(await buildPage({ ...project, run })).toEqual({
    directory: join(project.frontendDirectory, 'dist'),
    built: true,
  })
})

test('packages are installed when they are other ones than the last time, or when all is to be done again', async () => {
  const project = await makeProject({ ...source, 'src/new.ts': 'x' })
  const verbs: (string | undefined)[] = []
  const counted: typeof run = (command, options) => {
    verbs.push(command[1])
    return run(command, options)
  }
  const build = async (more = {}) => {
    verbs.length = 0
    await buildPage({ ...project, run: counted, ...more })
    return [...verbs]
  }
  expect(await build()).toEqual(['ci', 'run'])
  expect(await build()).toEqual(['run'])
  expect(await build({ force: true })).toEqual(['ci', 'run'])
  await writeFiles(project.frontendDirectory, { '.npmrc': 'loglevel=error\n' })
  expect(await build()).toEqual(['ci', 'run'])
  await rm(join(project.frontendDirectory, 'node_modules'), { recursive: true })
  expect(await build()).toEqual(['ci', 'run'])
})

test.each([
  ['process.exit(3)', 'NPM_FAILED'],
  ['', 'PAGE_NOT_BUILT'],
])('a build script "%s" is %s', async (script, code) => {
  const project = await makeProject({ ...source, 'build.mjs': script })
  await expect(buildPage({ ...project, run })).rejects.toMatchObject({ code })
})

test('the hash knows where one file ends and the next begins', async () => {
  const folder = await temporaryFolder()
  await writeFiles(folder, { 'a/x': 'one', 'b/x': 'on', 'b/xe': '' })
  expect(await hashOfTree(join(folder, 'a'), [])).not.toBe(await hashOfTree(join(folder, 'b'), []))
})
