import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { buildDependenciesPackage, sizeOfKeptDependencies } from '../../source/services/build/dependencies-package.ts'
import { findPython } from '../../source/services/build/find-python.ts'
import { run } from '../../source/services/shell.ts'
import { listZip } from './list-zip.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { writeWheel } from './wheel.ts'

vi.setConfig({ testTimeout: 120_000 })
afterEach(() => vi.unstubAllEnvs())

/** A package index that is a folder, set the way users set theirs: pip's own configuration. */
async function makeIndex(tag = 'cp313-cp313-manylinux2014_aarch64') {
  const folder = await temporaryFolder()
  const files = {
    'tiny/__init__.py': 'x = 1\n',
    'tiny/native.cpython-313-aarch64-linux-gnu.so': 'machine code',
    'tiny/tests/test_tiny.py': 'x',
    'tiny-1.0.data/scripts/tiny': '#!python\n',
  }
  const line = await writeWheel(folder, { name: 'tiny', version: '1.0', tag, files })
  await writeFile(join(folder, 'requirements.txt'), line)
  vi.stubEnv('PIP_NO_INDEX', '1')
  vi.stubEnv('PIP_FIND_LINKS', folder)
  vi.stubEnv('PIP_REQUIRE_VIRTUALENV', 'true')
  return folder
}

async function build(folder: string, runner: typeof run = run, report?: (message: string) => void) {
  return buildDependenciesPackage({
    requirementsFile: join(folder, 'requirements.txt'),
    python: (await findPython()).path,
    output: join(folder, 'out/dependencies.zip'),
    cacheDirectory: join(folder, 'cache'),
    run: runner,
    ...(report ? { report } : {}),
  })
}

test("packs the Lambda platform's wheels under python/, without what differs from install to install", async () => {
  const folder = await makeIndex()
  const seen: string[] = []
  const built = await build(folder, run, (message) => seen.push(message))
  const names = (await listZip(built.path)).map(([name]) => name)
  expect(names).toEqual([
    'python/tiny-1.0.dist-info/METADATA',
    'python/tiny-1.0.dist-info/WHEEL',
    'python/tiny/__init__.py',
    'python/tiny/native.cpython-313-aarch64-linux-gnu.so',
  ])
  expect(seen.join('\n')).toContain('tiny')
  expect(seen.join('\n')).not.toContain(folder)
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('twin-dependencies-'))).toEqual([])
})

test('is the same anywhere, and the second build starts no program', async () => {
  const folder = await makeIndex()
  const first = await build(folder)
  const never = () => Promise.reject(new Error('started a program'))
  expect(await build(folder, never)).toEqual(first)

  // Known from then on without building: its size, and what is large in it.
  expect(await sizeOfKeptDependencies(join(folder, 'requirements.txt'), join(folder, 'cache'))).toMatchObject({
    bytes: first.bytes,
    largest: [{ name: 'tiny', remedy: expect.stringContaining('requirements.in') }],
  })

  const elsewhere = await makeIndex()
  expect((await build(elsewhere)).sha256).toBe(first.sha256)

  const [kept] = (await readdir(join(folder, 'cache'))).filter((name) => name.endsWith('.zip'))
  await appendFile(join(folder, 'cache', String(kept)), 'damage')
  expect((await build(folder)).sha256).toBe(first.sha256)
  expect((await readFile(first.path)).length).toBe(first.bytes)
})

test('says what to do when a package has no build for the platform, or another hash', async () => {
  const folder = await makeIndex('cp313-cp313-win_amd64')
  await expect(build(folder)).rejects.toMatchObject({ code: 'DEPENDENCY_NOT_FOUND' })
  const right = await makeIndex()
  await writeFile(join(right, 'requirements.txt'), `tiny==1.0 --hash=sha256:${'0'.repeat(64)}\n`)
  await expect(build(right)).rejects.toMatchObject({ code: 'DEPENDENCY_HASH_MISMATCH' })
  await writeFile(join(right, 'requirements.txt'), 'tiny==1.0\n')
  await expect(build(right)).rejects.toMatchObject({ code: 'DEPENDENCY_HASH_MISMATCH' })
})

test('says when the index cannot be reached', async () => {
  const folder = await makeIndex()
  vi.stubEnv('PIP_NO_INDEX', '0')
  vi.stubEnv('PIP_FIND_LINKS', '')
  vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple')
  vi.stubEnv('PIP_RETRIES', '1')
  await expect(build(folder)).rejects.toMatchObject({ code: 'PACKAGE_INDEX_UNREACHABLE' })
})
