import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { findPython, isUsablePython } from '../../source/services/build/find-python.ts'
import { run } from '../../source/services/shell.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

test('finds the interpreter behind a shim', async () => {
  const python = await findPython()
  expect(isUsablePython(python.version)).toBe(true)
  expect((await run([python.path, '--version'])).stdout.trim()).toBe(`Python ${python.version}`)
})

test('says how to get Python, and how to get pip', async () => {
  const folder = await temporaryFolder()
  await expect(findPython({ path: folder })).rejects.toMatchObject({ code: 'TOOL_PYTHON_MISSING' })

  await writeFiles(folder, { python3: '#!/bin/sh\nprintf "3.8.1\\n/old/python\\n"\n' })
  await chmod(join(folder, 'python3'), 0o755)
  await expect(findPython({ path: folder })).rejects.toThrow(/only 3\.8\.1 at \/old\/python was found/)

  // A virtual environment made without pip is a Python that has none.
  const { path } = await findPython()
  await run([path, '-m', 'venv', '--without-pip', join(folder, 'venv')])
  await expect(findPython({ path: join(folder, 'venv/bin') })).rejects.toMatchObject({ code: 'TOOL_PIP_MISSING' })
})
