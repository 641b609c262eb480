import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { type ListedFile, listFiles } from '../build/list-files.ts'

/** Of texts that follow each other; another text, order or division gives another one. */
export function fingerprintOf(...texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  // Lengths keep one text's end and the next one's start apart.
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text)
  return hash.digest('hex')
}

/** Of names and bytes; line ends count, since what is uploaded has them. */
export async function fingerprintFiles(files: readonly ListedFile[]): Promise<string> {
  const contents = await Promise.all(files.map(async ({ path, absolute }) => [path, await readFile(absolute)] as const))
  return fingerprintOf(...contents.flat())
}

/**
 * Of everything below a folder but names in `ignore`; of a folder that is not there, that it is not.
 * @throws {UserError} LINK_IN_FOLDER
 */
export async function fingerprintFolder(directory: string, ignore: readonly string[] = []): Promise<string> {
  if (!(await stat(directory).catch(() => undefined))) return 'none'
  return fingerprintFiles(await listFiles(directory, (_path, name) => !ignore.includes(name)))
}

/** Of a file's bytes; of one that is not there, that it is not. */
export const fingerprintFile = (path: string): Promise<string> =>
  readFile(path).then(
    (bytes) => fingerprintOf(bytes),
    () => 'none',
  )

/** Of a program by its place, size and time of change, without starting or reading it; undefined when it is not there. */
export async function fingerprintProgram(path: string): Promise<string | undefined> {
  try {
    const file = await realpath(path)
    const { size, mtimeMs } = await stat(file)
    return `${file} ${size} ${mtimeMs}`
  } catch {
    return undefined
  }
}
