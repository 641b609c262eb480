import { ByteReader } from '../age/byte-reader.ts'
import { checkNames, damaged, unsafe } from '../archive-names.ts'
import { checkData, type DataOptions } from '../check-data.ts'
import { kindOf } from '../known-files.ts'
import { makePersonalData, type PersonalData, sha256Of } from '../personal-data.ts'
import { longestManifest, type Manifest, manifestName, readManifest } from './manifest.ts'
import { readTar, type TarFile } from './read-tar.ts'

/** Lets pass what the manifest announces, in its order, and the manifest itself. */
function makeGate() {
  let manifest: Manifest | undefined
  let next = 0
  const mayHave = (name: string, size: number) => {
    checkNames([name])
    if (manifest === undefined) {
      if (name !== manifestName) throw damaged(`it does not begin with its ${manifestName}`)
      if (size > longestManifest) throw unsafe(`its ${manifestName} is too long`)
      return
    }
    const expected = manifest.files[next]
    if (expected === undefined) throw damaged(`it holds more files than its ${manifestName} names`)
    if (expected.path !== name) throw damaged(`a file in it is not the one that its ${manifestName} names there`)
    if (expected.bytes !== size) throw damaged(`${name} has not the size that its ${manifestName} says`)
  }
  const take = ({ name, bytes }: TarFile) => {
    if (manifest === undefined) {
      manifest = readManifest(bytes)
      return undefined
    }
    if (sha256Of(bytes) !== manifest.files[next]?.sha256) {
      throw damaged(`${name} is not the file that its ${manifestName} describes`)
    }
    next += 1
    return { path: name, bytes }
  }
  const finish = (): Manifest => {
    if (manifest === undefined) throw damaged('it is empty')
    const missing = manifest.files.length - next
    if (missing > 0) throw damaged(`${missing} of the files are missing that its ${manifestName} names`)
    return manifest
  }
  return { mayHave, take, finish }
}

/**
 * Opens a plain archive in memory. The answer comes after the last byte of the source, so that a source that
 * authenticates what it gives (`decryptStream`) has had its last word.
 * @param place what the archive is called in messages.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE, DATA_ARCHIVE_DAMAGED, DATA_FORMAT_TOO_NEW, DATA_TOO_LARGE, what `checkData`
 * throws, and whatever the source throws.
 */
export async function unpackArchive(
  source: AsyncIterable<Uint8Array>,
  place: string,
  options: DataOptions = {},
): Promise<PersonalData> {
  const reader = new ByteReader(source)
  const gate = makeGate()
  const files: { readonly path: string; readonly bytes: Uint8Array }[] = []
  try {
    for await (const entry of readTar(reader, gate.mayHave)) {
      const file = gate.take(entry)
      if (file) files.push(file)
    }
  } finally {
    await reader.close()
  }
  const { version } = gate.finish()
  if (makePersonalData(files).version !== version) throw damaged('its files do not make the version that it names')
  const leftOut = files.map(({ path }) => path).filter((path) => kindOf(path) === undefined)
  return checkData(files, place, { ...options, leftOut })
}
