import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { comparePackages } from '../../../source/rehearsal/edge/lambda/compare-packages.ts'
import { makeLocalEnvironment } from '../../../source/rehearsal/edge/lambda/local-environment.ts'
import { findPython } from '../../../source/services/build/find-python.ts'
import { temporaryFolder, writeFiles } from '../../build/temporary-folder.ts'
import { writeWheel } from '../../build/wheel.ts'

vi.setConfig({ testTimeout: 60_000 })
afterEach(() => vi.unstubAllEnvs())

const layer = {
  'tiny/__init__.py': 'x = 1\n',
  'tiny/data.json': '{}',
  'tiny/native.cpython-313-aarch64-linux-gnu.so': 'arm',
  'tiny.libs/libz.so.1': 'arm',
  'tiny-1.0.dist-info/WHEEL': 'arm',
}

test.each([
  [
    'the same, built for here',
    { ...layer, 'tiny/native.cpython-311-x86_64-linux-gnu.so': 'x86', 'tiny-1.0.dist-info/WHEEL': 'x86' },
    [],
  ],
  ['other code', { ...layer, 'tiny/__init__.py': 'x = 2\n' }, ['tiny/__init__.py differs']],
  ['other data', { ...layer, 'tiny/data.json': '[]' }, ['tiny/data.json differs']],
  ['more code', { ...layer, 'tiny/more.py': '' }, ['tiny/more.py is not in the layer']],
  ['less code', { 'tiny/__init__.py': 'x = 1\n' }, ['tiny/data.json is missing here']],
])('%s', async (_name, installed, differences) => {
  const folder = await temporaryFolder()
  await writeFiles(join(folder, 'layer'), layer)
  await writeFiles(join(folder, 'installed'), installed)
  expect(await comparePackages(join(folder, 'layer'), join(folder, 'installed'))).toEqual(differences)
})

async function makeOptions(source: string) {
  const folder = await temporaryFolder()
  vi.stubEnv('PIP_NO_INDEX', '1')
  vi.stubEnv('PIP_FIND_LINKS', folder)
  await writeWheel(folder, {
    name: 'tiny',
    version: '1.0',
    tag: 'py3-none-any',
    files: { 'tiny/__init__.py': 'x = 1\n' },
  })
  await writeFiles(join(folder, 'layer/python'), {
    'tiny/__init__.py': source,
    'tiny-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n',
  })
  await writeFile(join(folder, 'runtime.txt'), '')
  const log = vi.fn()
  return {
    python: (await findPython()).path,
    layers: [{ directory: join(folder, 'layer'), sha256: 'a' }],
    runtimeRequirements: join(folder, 'runtime.txt'),
    parent: join(folder, 'environments'),
    log,
  }
}

test('is installed once for a content', async () => {
  const options = await makeOptions('x = 1\n')
  const [first] = await makeLocalEnvironment(options)
  expect(await readdir(String(first))).toContain('tiny')
  expect((await makeLocalEnvironment(options))[0]).toBe(first)
  expect(options.log).toHaveBeenCalledTimes(1)
})

test('a layer that holds other code than its distributions publish is refused, and nothing stays behind', async () => {
  const options = await makeOptions('x = 666\n')
  await expect(makeLocalEnvironment(options)).rejects.toThrow(/tiny\/__init__\.py differs/)
  expect(await readdir(options.parent)).toEqual([])
})

test('says why when pip cannot install it', async () => {
  const options = await makeOptions('x = 1\n')
  vi.stubEnv('PIP_FIND_LINKS', '')
  await expect(makeLocalEnvironment(options)).rejects.toMatchObject({ code: 'REHEARSAL_DEPENDENCIES_FAILED' })
})
