import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { unzippedSize } from '../../../source/rehearsal/gateway/unzipped-size.ts'

async function zipOf(files: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name)
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

test('adds up what the entries take when unpacked', async () => {
  const files = { 'app/handler.py': Buffer.alloc(100_000, 'a'), 'app/empty.py': Buffer.alloc(0), b: Buffer.from('xyz') }
  expect(unzippedSize(await zipOf(files))).toBe(100_003)
  const comment = Buffer.from('a comment at the end')
  const zip = await zipOf(files)
  zip.writeUInt16LE(comment.length, zip.length - 2)
  expect(unzippedSize(Buffer.concat([zip, comment]))).toBe(100_003)
})

test.each([Buffer.alloc(0), Buffer.from('PK not really'), Buffer.alloc(100)])('%o is no zip', (bytes) => {
  expect(unzippedSize(bytes)).toBeUndefined()
})
