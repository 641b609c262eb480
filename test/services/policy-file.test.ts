import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PolicyDocument } from '../../source/permissions/policy.ts'
import { writePolicyFiles } from '../../source/services/policy-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const documentOf = (Action: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
})
const mode = (path: string) => statSync(path).mode & 0o777

test.each([
  ['policy.json', ['policy.json', 'policy-2.json', 'policy-3.json']],
  ['policy', ['policy', 'policy-2', 'policy-3']],
  ['new.d/a.b.json', ['new.d/a.b.json', 'new.d/a.b-2.json', 'new.d/a.b-3.json']],
])('%s: a file for each part, for this user alone', async (name, expected) => {
  const folder = temporaryFolder()
  const documents = ['s3:A', 's3:B', 's3:C'].map(documentOf)
  const files = await writePolicyFiles(documents, join(folder, name))
  expect(files).toEqual(expected.map((file) => join(folder, file)))
  expect(files.map((file) => JSON.parse(readFileSync(file, 'utf8')))).toEqual(documents)
  expect(files.map(mode)).toEqual([0o600, 0o600, 0o600])
})

test('a file that others could read is theirs no more', async () => {
  const file = join(temporaryFolder(), 'policy.json')
  writeFileSync(file, 'old, and longer than what comes in its place')
  chmodSync(file, 0o666)
  await writePolicyFiles([documentOf('s3:A')], file)
  expect(mode(file)).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(documentOf('s3:A'))
})

test('where nothing can be written it says so', async () => {
  const folder = temporaryFolder()
  await expect(writePolicyFiles([documentOf('s3:A')], folder)).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    message: expect.stringContaining(folder),
  })
})
