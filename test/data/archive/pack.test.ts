import { describe, expect, test } from 'vitest'
import { makeIdentity } from '../../../source/services/data/age/identity.ts'
import { encryptData, openEncrypted } from '../../../source/services/data/archive/open-encrypted.ts'
import { archiveName, packArchive, versionIn } from '../../../source/services/data/archive/pack.ts'
import { unpackArchive } from '../../../source/services/data/archive/unpack.ts'
import { decrypted, inPieces, joined } from '../age/pieces.ts'
import { dataKey, encryptedArchive } from '../encrypted-archive.ts'
import { userError } from '../expect-error.ts'
import { sample } from '../folders.ts'
import { python } from '../python.ts'
import { archiveBy, dataOf } from './tar.ts'

const { identity, recipient } = await makeIdentity()
const lock = { recipients: [recipient] }
const rich = {
  ...sample,
  'personal_data/facts.json': '{"name": "Ada"}',
  [`personal_data/${'long-'.repeat(50)}.md`]: 'long',
  [`personal_data/${'ordner/'.repeat(20)}é.txt`]: 'é',
  'personal_data/empty.txt': '',
  'personal_data/block.txt': 'x'.repeat(512),
}

describe('an archive', () => {
  test('comes back as the data that went in, in whatever pieces', async () => {
    const data = dataOf(rich)
    const archive = await joined(packArchive(data))
    for (const size of [1, 511, 1 << 20]) expect(await unpackArchive(inPieces(archive, size), 'it')).toEqual(data)
  })

  test('has the same bytes for the same data', async () => {
    const reversed = Object.fromEntries(Object.entries(rich).reverse())
    const [first, second] = await Promise.all([
      joined(packArchive(dataOf(rich))),
      joined(packArchive(dataOf(reversed))),
    ])
    expect(first.equals(second)).toBe(true)
  })

  test('is one that other programs read', async () => {
    const list = `
import sys, tarfile, io, json
t = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps([[m.name, t.extractfile(m).read().decode(), oct(m.mode), m.uid, m.mtime] for m in t]))`
    const archive = await joined(packArchive(dataOf(rich)))
    const [manifest, ...files] = JSON.parse(python(list, [], archive).toString())
    expect(manifest[0]).toBe('manifest.json')
    const { files: expected } = dataOf(rich)
    const rows = expected.map(({ path, bytes }) => [path, Buffer.from(bytes).toString(), '0o644', 0, 0])
    expect(files).toEqual(rows)
  })

  test('may come from another program, when it keeps to the form', async () => {
    expect(await unpackArchive(inPieces(archiveBy(sample)), 'it')).toEqual(dataOf(sample))
  })

  test('is called after its version and those whom it is for', () => {
    const name = archiveName('0123456789abcdef', '89abcdef')
    expect(name).toBe('data-encrypted-0123456789abcdef-89abcdef.age')
    expect(versionIn(name)).toBe('0123456789abcdef')
    expect(versionIn('data-encrypted-2025.zip')).toBeUndefined()
  })
})

describe('an encrypted file', async () => {
  const data = dataOf(sample)
  const plain = await joined(packArchive(data))

  test('opens with an identity, binary and from a stream', async () => {
    const file = await joined(encryptData(data, lock))
    expect(file.toString('latin1', 0, 21)).toBe('age-encryption.org/v1')
    expect(await openEncrypted(file, identity, 'it')).toEqual(data)
    expect(await openEncrypted(inPieces(file, 100), `# mine\n${identity}\n`, 'it')).toEqual(data)
    expect((await decrypted(file, identity)).equals(plain)).toBe(true)
  })

  test('opens armored, after blanks, with carriage returns', async () => {
    const lines = (await joined(encryptData(data, lock))).toString('base64').match(/.{1,64}/g) ?? []
    const text = ['', '-----BEGIN AGE ENCRYPTED FILE-----', ...lines, '-----END AGE ENCRYPTED FILE-----', ''].join(
      '\r\n',
    )
    expect(await openEncrypted(Buffer.from(text), identity, 'it')).toEqual(data)
  })

  test('opens with a passphrase', async () => {
    const file = await joined(encryptData(data, { passphrase: dataKey }))
    expect(await openEncrypted(file, `${dataKey}\n`, 'it')).toEqual(data)
  })

  test('opens in the older form, a zip of files of openssl', async () => {
    const zip = encryptedArchive(sample)
    expect(await openEncrypted(zip, dataKey, 'it')).toEqual(data)
    expect(await openEncrypted(inPieces(zip, 10), `${dataKey}\n`, 'it')).toEqual(data)
    const error = await userError(openEncrypted(zip, identity, 'the asset'))
    expect([error.code, error.message]).toEqual(['DATA_KEY_WRONG', expect.stringContaining('older form')])
  })

  test('that is too large in the older form is not read to its end', async () => {
    let given = 0
    async function* endless() {
      yield Buffer.from('PK\x03\x04', 'latin1')
      for (; ; given += 1) yield new Uint8Array(1024 * 1024)
    }
    expect((await userError(openEncrypted(endless(), dataKey, 'it'))).code).toBe('DATA_TOO_LARGE')
    expect(given).toBeLessThan(30)
  })

  test.each<[string, Buffer]>([
    ['a web page', Buffer.from('<html>Not found</html>')],
    ['plain data', plain],
    ['another tool’s file', Buffer.from('Salted__12345678')],
  ])('is not %s', async (_, file) => {
    expect((await userError(openEncrypted(file, identity, 'it'))).code).toBe('DATA_ARCHIVE_DAMAGED')
  })

  test('that is empty is cut short', async () => {
    expect((await userError(openEncrypted(Buffer.alloc(0), identity, 'it'))).code).toBe('DATA_ARCHIVE_TRUNCATED')
  })

  test('is believed only to its last byte', async () => {
    const large = dataOf({ ...sample, 'personal_data/me.txt': 'x'.repeat(65536 - 3000) })
    const file = await joined(encryptData(large, lock))
    for (const length of [file.length - 1, file.length - 16, file.length - 1040]) {
      expect((await userError(openEncrypted(file.subarray(0, length), identity, 'it'))).code).toMatch(
        /DAMAGED|TRUNCATED/,
      )
    }
  })
})
