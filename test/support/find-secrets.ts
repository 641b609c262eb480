import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** Secrets by what they are called in messages. */
export type Secrets = Readonly<Record<string, string>>

/** A text in base64 as it stands inside of a longer one: at each of three places it looks different. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.from('x'.repeat(offset) + text).toString('base64')
    // The first and last letters also depend on what is beside the text.
    return whole.slice(offset === 0 ? 0 : 4, -4)
  })
}

const formsOf = (secret: string) => [
  secret,
  ...inBase64(secret),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]

const attempt = (work: () => Buffer): Buffer[] => {
  try {
    return [work()]
  } catch {
    return []
  }
}

const mostBytes = { maxOutputLength: 1 << 28 }
const base64Run = /[A-Za-z0-9+/]{40,}={0,2}/g

/** What is packed into bytes: gzip, zlib (objects of git), the entries of a zip, base64 in a text. */
function unpacked(bytes: Buffer): Buffer[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return attempt(() => gunzipSync(bytes, mostBytes))
  if (bytes[0] === 0x78) return attempt(() => inflateSync(bytes, mostBytes))
  if (bytes.toString('latin1', 0, 4) === 'PK\x03\x04') return zipEntries(bytes)
  if (bytes.length > 1 << 22 || bytes.subarray(0, 8000).includes(0)) return []
  return (bytes.toString('latin1').match(base64Run) ?? []).map((run) => Buffer.from(run, 'base64'))
}

/** By the directory at the end (APPNOTE.TXT of PKWARE, 4.3.12), which alone knows every size. */
function zipEntries(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, size, start] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    const content = bytes.subarray(from, from + size)
    found.push(...(method === 0 ? [content] : attempt(() => inflateRawSync(content, mostBytes))))
  }
  return found
}

/** Names of the secrets that are in bytes, plain or packed, also packed several times. */
export function secretsIn(bytes: Buffer, secrets: Secrets, depth = 3): string[] {
  const plain = Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).some((form) => bytes.includes(form)) ? [name] : [],
  )
  const inner = depth === 0 ? [] : unpacked(bytes).flatMap((part) => secretsIn(part, secrets, depth - 1))
  return [...new Set([...plain, ...inner])]
}

/** `path: secret` for every file below a folder whose content or name holds one. */
export function secretsBelow(folder: string, secrets: Secrets, isLookedInto = (_path: string) => true): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry: Dirent) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => entry.isFile() && isLookedInto(path) && statSync(path).size < 1 << 27)
    .flatMap(({ path }) =>
      secretsIn(Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)]), secrets, 0)
        .concat(secretsIn(readFileSync(path), secrets))
        .filter((name, index, all) => all.indexOf(name) === index)
        .map((name) => `${path}: ${name}`),
    )
}
