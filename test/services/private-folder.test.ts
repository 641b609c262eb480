import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makePrivateFolder } from '../../source/services/private-folder.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

/** The number of a process that has ended. */
const endedProcess = () => spawnSync(process.execPath, ['-e', '0']).pid

describe('the private folder', () => {
  it('is its owner’s alone, under any umask', async () => {
    vi.stubEnv('TMPDIR', temporaryFolder())
    const before = process.umask(0)
    const folder = await makePrivateFolder().finally(() => process.umask(before))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it('goes with the process', async () => {
    vi.stubEnv('TMPDIR', temporaryFolder())
    const listeners = process.listeners('exit')
    const folder = await makePrivateFolder()
    writeFileSync(join(folder, 'dev.tfplan'), 'secret')
    for (const listener of process.listeners('exit').filter((each) => !listeners.includes(each))) listener(0)
    expect(existsSync(folder)).toBe(false)
  })

  it('clears away what killed runs left, and nothing else', async () => {
    const temporary = temporaryFolder()
    vi.stubEnv('TMPDIR', temporary)
    const folders = {
      orphan: `create-digital-twin-${endedProcess()}-abc`,
      running: `create-digital-twin-${process.pid}-abc`,
      unnumbered: 'create-digital-twin-notes',
      other: `somebody-else-${endedProcess()}-abc`,
    }
    for (const name of Object.values(folders)) mkdirSync(join(temporary, name))
    writeFileSync(join(temporary, folders.orphan, 'dev.tfplan'), 'secret')
    const folder = await makePrivateFolder()
    expect(existsSync(join(temporary, folders.orphan))).toBe(false)
    for (const name of [folders.running, folders.unnumbered, folders.other, basename(folder)])
      expect(existsSync(join(temporary, name)), name).toBe(true)
  })
})
