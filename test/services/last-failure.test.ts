import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  forgetLastFailure,
  type LastFailure,
  readLastFailure,
  writeLastFailure,
} from '../../source/services/last-failure.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const failure: LastFailure = {
  code: 'CLOUDFRONT_NOT_VERIFIED',
  message: 'AWS has not verified this account.',
  nextSteps: ['Open a case.'],
  link: 'https://docs.aws.amazon.com/awssupport/latest/user/case-management.html',
  command: 'twin deploy dev',
  environment: 'dev',
  account: '123456789012',
  time: '2026-11-22T20:00:00.000Z',
}

describe('the last failure', () => {
  it('is kept in one file for the user alone, in the place of the one before', async () => {
    const folder = temporaryFolder()
    const before = process.umask(0)
    try {
      await writeLastFailure(folder, { ...failure, code: 'NETWORK_UNREACHABLE' })
      await writeLastFailure(folder, failure)
    } finally {
      process.umask(before)
    }
    expect(await readLastFailure(folder)).toEqual(failure)
    expect(readdirSync(folder)).toEqual(['last-failure.json'])
    expect(statSync(join(folder, 'last-failure.json')).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['{', 'damaged'],
    ['{"version":2}', 'of a later version'],
    [JSON.stringify({ version: 1, ...failure, time: 'yesterday' }), 'without a time'],
  ])('is nothing when the file is %s', async (text) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'last-failure.json'), text)
    expect(await readLastFailure(folder)).toBeUndefined()
    // A damaged file says about nobody's environment that it is broken.
    await forgetLastFailure(folder, { environment: 'dev' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves no half-written file where it cannot be kept', async () => {
    const folder = join(temporaryFolder(), 'not-there')
    await expect(writeLastFailure(folder, failure)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readLastFailure(folder)).toBeUndefined()
  })

  it.each([
    [{ environment: 'dev', account: '123456789012' }, true],
    [{ environment: 'prod', account: '123456789012' }, false],
    [{ environment: 'dev', account: '999999999999' }, false],
  ])('is forgotten by a success of %j: %s', async (mended, isForgotten) => {
    const folder = temporaryFolder()
    await writeLastFailure(folder, failure)
    await forgetLastFailure(folder, mended)
    expect(await readLastFailure(folder)).toEqual(isForgotten ? undefined : failure)
  })
})
