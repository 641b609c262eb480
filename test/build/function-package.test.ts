import { chmod, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { buildFunctionPackage } from '../../source/services/build/function-package.ts'
import { listZip } from './list-zip.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

const source = {
  'app/handler.py': 'handler = 1\n',
  'app/__init__.py': '',
  'app/core/config.py': 'a = 1\nb = 2\n',
  'app/core/ü.json': '{}\n',
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

async function build(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder()
  await writeFiles(folder, files)
  return { folder, built: await buildFunctionPackage({ backendDirectory: folder, output: join(folder, 'out/f.zip') }) }
}

test('holds the code and nothing else, with a fixed date and mode', async () => {
  const { built } = await build({
    ...source,
    'app/__pycache__/handler.cpython-313.pyc': 'x',
    'app/tests/test_handler.py': 'x',
    'app/.DS_Store': 'x',
    'data/personal_data/facts.json': 'private',
    'tests/test_other.py': 'x',
    'requirements.txt': 'x',
  })
  expect(await listZip(built.path)).toEqual([
    ['app/__init__.py', 1980, '0o100644'],
    ['app/core/config.py', 1980, '0o100644'],
    ['app/core/ü.json', 1980, '0o100644'],
    ['app/handler.py', 1980, '0o100644'],
  ])
  expect(built.unzippedBytes).toBe(Object.values(source).join('').length)
})

test('has the same bytes whatever folder, clock, zone, file order, mode and line ends', async () => {
  const { built: first } = await build(source)

  vi.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z'), toFake: ['Date'] })
  vi.stubEnv('TZ', 'Pacific/Kiritimati')
  const other = await temporaryFolder()
  const windows = Object.entries(source).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')] as const)
  await writeFiles(other, Object.fromEntries(windows.reverse()))
  await chmod(join(other, 'app/handler.py'), 0o700)
  await utimes(join(other, 'app/handler.py'), 1, 2)
  const second = await buildFunctionPackage({ backendDirectory: other, output: join(other, 'b.zip') })

  expect(second).toEqual({ ...first, path: second.path })
})

test('changes with the content', async () => {
  const { folder, built } = await build(source)
  await writeFile(join(folder, 'app/handler.py'), 'handler = 2\n')
  const again = await buildFunctionPackage({ backendDirectory: folder, output: built.path })
  expect(again.sha256).not.toBe(built.sha256)
})

test('refuses a folder without the handler, and links', async () => {
  const { folder, built } = await build(source)
  await symlink('/etc/hostname', join(folder, 'app/link.py'))
  const again = () => buildFunctionPackage({ backendDirectory: folder, output: built.path })
  await expect(again()).rejects.toMatchObject({ code: 'LINK_IN_FOLDER' })
  await rm(join(folder, 'app/link.py'))
  await rm(join(folder, 'app/handler.py'))
  await expect(again()).rejects.toMatchObject({ code: 'BACKEND_MISSING' })
  await rm(join(folder, 'app'), { recursive: true })
  await expect(again()).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' })
})
