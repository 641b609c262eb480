import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeZip } from '../../source/services/build/write-zip.ts'

/** Writes a wheel that pip installs, and gives its line for a requirements file. */
export async function writeWheel(
  folder: string,
  wheel: { name: string; version: string; tag: string; files: Readonly<Record<string, string>> },
): Promise<string> {
  const { name, version, tag } = wheel
  const info = `${name}-${version}.dist-info`
  const files: Record<string, string> = {
    ...wheel.files,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: ${tag}\n`,
  }
  const record = [...Object.keys(files), `${info}/RECORD`].map((path) => `${path},,`).join('\n')
  const entries = Object.entries({ ...files, [`${info}/RECORD`]: `${record}\n` })
  const path = join(folder, `${name}-${version}-${tag}.whl`)
  await writeZip(
    entries.map(([entry, text]) => ({ path: entry, content: Buffer.from(text) })),
    path,
    0,
  )
  const hash = createHash('sha256').update(await readFile(path))
  return `${name}==${version} --hash=sha256:${hash.digest('hex')}\n`
}
