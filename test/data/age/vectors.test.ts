import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../source/errors.ts'
import { parseDataKey } from '../../../source/services/data/age/data-key.ts'
import { decryptStream } from '../../../source/services/data/age/decrypt.ts'
import { inPieces } from './pieces.ts'

const folder = join(import.meta.dirname, 'vectors')
const names = readdirSync(folder).filter((name) => !/^\.|\.md$/.test(name))

/** The lines before the first empty one describe the file that follows it. */
function readVector(name: string) {
  const bytes = readFileSync(join(folder, name))
  const end = bytes.indexOf('\n\n')
  const fields = bytes
    .toString('utf8', 0, end)
    .split('\n')
    .map((line) => line.split(/: (.*)/s))
  const all = (key: string) => fields.flatMap(([field, value]) => (field === key ? [value ?? ''] : []))
  const body = bytes.subarray(end + 2)
  return {
    expected: all('expect')[0],
    payload: all('payload')[0],
    // Two files are empty, and come with no key.
    keys: [...all('passphrase'), all('identity').join('\n') || 'none'],
    file: all('compressed').includes('zlib') ? inflateSync(body) : body,
  }
}

/** What came out, and how it ended. */
async function open(file: Uint8Array, key: string, size: number) {
  const hash = createHash('sha256')
  try {
    for await (const piece of decryptStream(inPieces(file, size), await parseDataKey(key))) hash.update(piece)
    return { outcome: 'success', payload: hash.digest('hex') }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    expect(error.message).toMatch(/^[^\n]{20,200}\.$/)
    expect(error.nextSteps).not.toEqual([])
    return { outcome: error.code, payload: hash.digest('hex') }
  }
}

const broken = ['DATA_ARCHIVE_DAMAGED', 'DATA_ARCHIVE_TRUNCATED']
const tooMuchWork = /^scrypt_work_factor_(23|overflow)$/
const outcomes: Readonly<Record<string, readonly string[]>> = {
  success: ['success'],
  'no match': ['DATA_KEY_WRONG'],
  'HMAC failure': broken,
  'header failure': broken,
  'payload failure': broken,
  'armor failure': broken,
}

describe('the published vectors', () => {
  test('are all there', () => expect(names.length).toBe(143))

  test.each(names)('%s', async (name) => {
    const { expected = '', payload, keys, file } = readVector(name)
    const allowed = tooMuchWork.test(name) ? ['DATA_ARCHIVE_UNSAFE'] : outcomes[expected]
    for (const key of keys.length > 1 ? keys.filter((each) => each !== 'none') : keys) {
      for (const size of [file.length || 1, 100]) {
        const result = await open(file, key, size)
        expect(allowed).toContain(result.outcome)
        // All that was handed on before an error is authentic, too.
        if (payload) expect(result.payload).toBe(payload)
      }
    }
  })
})
