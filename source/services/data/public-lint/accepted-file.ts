import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Beside `personal_data/` and `prompts/`, so it never goes up. */
export const acceptedFileName = 'public.txt'
const largest = 256 * 1024

/** One hash a line, as the linter shows it; what follows a # is for people. */
export function parseAccepted(text: string): ReadonlySet<string> {
  const words = text.split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase())
  return new Set(words.filter((word) => /^[0-9a-f]{16}$/.test(word)))
}

/** The values that a person called public; none when there is no such file, or it is not what it should be. */
export async function readAcceptedFile(directory: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(directory, acceptedFileName), 'utf8').catch(() => '')
  return parseAccepted(text.slice(0, largest))
}
