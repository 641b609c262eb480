import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { PackagePart } from './package-parts.ts'

export interface ZipEntry {
  /** Where it lies in the archive, with forward slashes. */
  readonly path: string
  readonly content: Buffer
}

export interface BuiltPackage {
  readonly path: string
  /** Size of the zip. */
  readonly bytes: number
  /** Size of everything in it, unpacked. */
  readonly unzippedBytes: number
  /** Of the zip, in hex. */
  readonly sha256: string
  /** What is large in it, the largest first. */
  readonly largest?: readonly PackagePart[]
}

/**
 * Writes a zip whose bytes depend on names and contents alone: entries sorted, one fixed date, one fixed mode.
 * The date is given in local time because a zip's DOS date is local; the extra field with UTC seconds is left out.
 * `compressionLevel` 0 stores: then not even zlib's version matters.
 * The output appears whole or not at all.
 */
export async function writeZip(
  entries: readonly ZipEntry[],
  output: string,
  compressionLevel: 0 | 9,
): Promise<BuiltPackage> {
  const archive = new ZipFile()
  const options = {
    mtime: new Date(1980, 0, 1, 0, 0, 0),
    forceDosTimestamp: true,
    mode: 0o100644,
    compress: compressionLevel > 0,
    compressionLevel,
  }
  let unzippedBytes = 0
  for (const { path, content } of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    archive.addBuffer(content, path, options)
    unzippedBytes += content.length
  }
  archive.end()

  await mkdir(dirname(output), { recursive: true })
  const unfinished = `${output}.${randomUUID()}`
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(
      archive.outputStream.pipe(new PassThrough()),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          bytes += chunk.length
          yield chunk
        }
      },
      createWriteStream(unfinished),
    )
    await rename(unfinished, output)
  } finally {
    await rm(unfinished, { force: true })
  }
  return { path: output, bytes, unzippedBytes, sha256: hash.digest('hex') }
}
