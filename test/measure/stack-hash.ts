import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whole-line comments only: a `#` further right may stand in a string. */
const isComment = (line: string) => /^(#|\/\/)/.test(line)

const sense = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && !isComment(line))
    .join('\n')

/** SHA-256 of what the stack's `.tf` files say: comments, empty lines and the width of gaps do not count. */
export function hashStack(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder).filter((name) => name.endsWith('.tf'))
  for (const name of files.sort()) hash.update(`${name}\n${sense(readFileSync(join(folder, name), 'utf8'))}\n`)
  return hash.digest('hex')
}
