import { linkSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeWhole } from '../../source/services/write-whole.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('never cuts the file that is there: it is whole until the new one is', async () => {
  const path = join(temporaryFolder(), 'dev.tfvars')
  writeFileSync(path, 'old\n')
  linkSync(path, `${path}.same`)
  await writeWhole(path, 'new\n')
  expect(readFileSync(path, 'utf8')).toBe('new\n')
  expect(readFileSync(`${path}.same`, 'utf8')).toBe('old\n')
})

it('opens a file to nobody who could not read it before', async () => {
  const path = join(temporaryFolder(), 'file')
  writeFileSync(path, 'old\n', { mode: 0o600 })
  await writeWhole(path, 'new\n')
  expect(modeOf(path)).toBe('600')
  await writeWhole(`${path}.key`, 'new\n', 0o600)
  expect(modeOf(`${path}.key`)).toBe('600')
})

it('writes through a link', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'real'), 'old\n')
  symlinkSync('real', join(folder, 'link'))
  await writeWhole(join(folder, 'link'), 'new\n')
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new\n')
})
