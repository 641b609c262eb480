import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { unzippedSize } from '../../../source/rehearsal/gateway/unzipped-size.ts'

async function zipOf(files: Readonly<Record<string, Buffer>>, comment = ''): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name)
  zip.end({ comment })
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

test('adds up what the entries take when unpacked', async () => {
  const files = { 'app/handler.py': Buffer.alloc(100_000, 'a'), 'app/empty.py': Buffer.alloc(0), b: Buffer.from('xyz') }
  expect(unzippedSize(await zipOf(files))).toBe(100_003)
  expect(unzippedSize(await zipOf(files, 'a comment at the end'))).toBe(100_003)
})

test.each([Buffer.alloc(0), Buffer.from('PK not really'), Buffer.alloc(100)])('%o is no zip', (bytes) => {
  expect(unzippedSize(bytes)).toBeUndefined()
})
