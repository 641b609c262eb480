import { mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sizesOfDistributions } from '../../source/services/build/distribution-sizes.ts'
import { buildFunctionPackage } from '../../source/services/build/function-package.ts'
import { listFiles } from '../../source/services/build/list-files.ts'
import { measurePackage } from '../../source/services/build/measure-package.ts'
import { checkPackageLimits } from '../../source/services/build/package-limits.ts'
import { partsToRemove, quoted } from '../../source/services/build/package-parts.ts'
import { run } from '../../source/services/shell.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

const megabyte = 1024 * 1024

/** A project whose backend holds these files besides its own; sizes in MB, without taking room on the disk. */
async function project(sizes: Readonly<Record<string, number>>) {
  const root = await temporaryFolder()
  const backend = join(root, 'backend')
  await writeFiles(backend, { 'app/handler.py': 'handler = 1\n', 'app/core/config.py': 'a = 1\nb = 2\n' })
  for (const [path, size] of Object.entries(sizes)) {
    await mkdir(join(backend, path, '..'), { recursive: true })
    await writeFile(join(backend, path), '')
    await truncate(join(backend, path), size * megabyte)
  }
  return { root, backend, cache: join(root, 'cache') }
}

test('a package is as large as was measured before it was built', async () => {
  const { root, backend, cache } = await project({ 'app/data/ü table.bin': 1 })
  const { code, dependencies, problem } = await measurePackage(backend, cache)
  const built = await buildFunctionPackage({ backendDirectory: backend, output: join(root, 'f.zip') })
  expect(code).toEqual({ bytes: built.bytes, unzippedBytes: built.unzippedBytes, largest: built.largest })
  expect((await readFile(built.path)).length).toBe(code.bytes)
  expect([dependencies, problem]).toEqual([undefined, undefined])
  expect(code.largest?.map(({ name }) => name)).toEqual([
    'backend/app/data/ü table.bin',
    'backend/app/core/config.py',
    'backend/app/handler.py',
  ])
})

test('what is too large is named, and the command that is printed mends it', async () => {
  const sizes = { "app/my dog's film.mp4": 3000, 'app/core/photo.tiff': 49, 'app/small.bin': 2 }
  const { root, backend, cache } = await project(sizes)
  const { problem } = await measurePackage(backend, cache)
  expect(problem).toMatchObject({
    code: 'PACKAGE_TOO_LARGE',
    message: expect.stringMatching(
      /^The function package is 3051\.0 MB zipped; Lambda takes at most 50\.0 MB\. .*film\.mp4 \(3000\.0 MB\), backend\/app\/core\/photo\.tiff \(49\.0 MB\), /,
    ),
    link: expect.stringContaining('gettingstarted-limits'),
  })
  // The same refusal, before anything of it is read: the film is more than Node reads into memory.
  const build = () => buildFunctionPackage({ backendDirectory: backend, output: join(root, 'f.zip') })
  await expect(build()).rejects.toEqual(problem)

  for (const step of problem?.nextSteps ?? []) await run(['sh', '-c', step], { cwd: root })
  expect((await measurePackage(backend, cache)).problem).toBeUndefined()
  expect((await listFiles(join(backend, 'app'), () => true)).map(({ path }) => path)).toContain('small.bin')
})

test('only as many parts are named for removal as must go', () => {
  const part = (name: string, size: number) => ({ name, bytes: size * megabyte, remedy: `mv ${name} .` })
  const parts = [part('b', 20), part('a', 30), part('d', 1), part('c', 10)]
  const names = (excess: number) => partsToRemove(parts, excess * megabyte).map(({ name }) => name)
  expect(names(0)).toEqual(['a'])
  expect(names(29)).toEqual(['a'])
  expect(names(31)).toEqual(['a', 'b'])
  expect(names(500)).toEqual(['a', 'b', 'c'])
})

test('code and dependencies that are too large together blame the largest of both', () => {
  const largest = (name: string, size: number) => [{ name, bytes: size * megabyte, remedy: `without ${name}` }]
  const code = { bytes: 1, unzippedBytes: 40 * megabyte, largest: largest('film', 40) }
  const dependencies = { bytes: 1, unzippedBytes: 220 * megabyte, largest: largest('torch', 200) }
  expect(() => checkPackageLimits({ code, dependencies })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/260\.0 MB unzipped; .*250\.0 MB\. .*torch \(200\.0 MB\), film \(40\.0 MB\)\.$/),
      nextSteps: ['without torch'],
    }),
  )
})

test('what pip installed is measured by distribution, with the requirement that brings it', async () => {
  const folder = await temporaryFolder()
  const distribution = (name: string, needs: readonly string[], files: Readonly<Record<string, string>>) => ({
    ...files,
    [`${name}-1.0.dist-info/METADATA`]: [`Name: ${name}`, ...needs.map((need) => `Requires-Dist: ${need}`), ''].join(
      '\n',
    ),
    [`${name}-1.0.dist-info/RECORD`]: [
      ...Object.keys(files).map((path) => (path.includes(',') ? `"${path}",sha256=x,1` : `${path},sha256=x,1`)),
      `../../bin/${name},,`,
      `${name}/gone.py,,`,
      `${name}-1.0.dist-info/RECORD,,`,
      '',
    ].join('\n'),
  })
  await writeFiles(folder, {
    ...distribution('web', ['typing_extensions>=4', 'Big.Numbers (>=1) ; python_version >= "3.9"'], {
      'web/a.py': 'x',
    }),
    ...distribution('big-numbers', ['web'], { 'big/a,b.so': 'x'.repeat(50), 'big/tests/t.py': 'not packed' }),
    ...distribution('typing-extensions', [], { 'typing_extensions.py': 'x'.repeat(7) }),
    ...distribution('tester', ['big-numbers ; extra == "all"'], { 'tester/a.py': 'xx' }),
  })
  const sizes = await sizesOfDistributions(await listFiles(folder, () => true), '# ours\nweb\ntester>=2\n')
  expect(Object.fromEntries(sizes.map(({ name, bytes }) => [name, bytes]))).toEqual({
    web: 1,
    'big-numbers': 50,
    'typing-extensions': 7,
    tester: 2,
  })
  const remedies = Object.fromEntries(sizes.map(({ name, remedy }) => [name, remedy]))
  expect(remedies['big-numbers']).toMatch(/ # after taking web out of backend\/requirements\.in$/)
  expect(remedies.tester).toMatch(/ # after taking tester out /)
  const [unknown] = await sizesOfDistributions(await listFiles(folder, (path) => !/^(web|tester|typ)/.test(path)), '')
  expect(unknown?.remedy).toMatch(/what brings big-numbers$/)
})

test.each([
  ['backend/app/a-b_c.bin', 'backend/app/a-b_c.bin'],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['$(rm x)', "'$(rm x)'"],
])('a shell takes %s as %s', (path, word) => {
  expect(quoted(path)).toBe(word)
})

test('a file that was moved aside by hand is gone from the measure', async () => {
  const { root, backend, cache } = await project({ 'app/film.mp4': 60 })
  expect((await measurePackage(backend, cache)).problem).toBeDefined()
  await rename(join(backend, 'app/film.mp4'), join(root, 'film.mp4'))
  expect((await measurePackage(backend, cache)).problem).toBeUndefined()
})
