import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface KeptInstallation {
  /** Whether `node_modules` is what `npm ci` made of the files as they are now. */
  isCurrent(): Promise<boolean>
  /** Says so of what was just installed. */
  remember(): Promise<void>
}

/**
 * What an installation of npm packages rests on, remembered inside of `node_modules`, with which it goes. Files are read
 * now: what is changed during the installation is then found out at the next one.
 */
export async function keptInstallation(directory: string): Promise<KeptInstallation> {
  const read = (name: string) => readFile(join(directory, name)).catch(() => Buffer.alloc(0))
  const hash = createHash('sha256')
  // Packages with compiled parts belong to one Node and one kind of computer.
  hash.update([process.version, process.platform, process.arch].join(' '))
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    const bytes = await read(name)
    hash.update(`:${bytes.length}:`).update(bytes)
  }
  const wanted = hash.digest('hex')
  const place = join('node_modules', '.installed-from')
  return {
    isCurrent: async () => (await read(place)).toString() === wanted,
    remember: async () => {
      // npm makes no folder for a page without packages.
      await mkdir(join(directory, 'node_modules'), { recursive: true })
      await writeFile(join(directory, place), wanted)
    },
  }
}
