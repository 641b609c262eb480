import { readFile } from 'node:fs/promises'
import { scanAttributes } from './tfvars-scan.ts'

/**
 * The text that a `.tfvars` file gives a variable; undefined when it gives none, an empty one, or something
 * other than a plain quoted string, and when there is no such file.
 */
export async function readTfvar(path: string, name: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const found = scanAttributes(text).findLast((attribute) => attribute.name === name)
  const quoted = found && /^"([^"\\$%]*)"$/.exec(text.slice(found.start, found.end))?.[1]
  return quoted || undefined
}
