import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** The full path of a program on PATH, or undefined. */
export async function findProgram(name: string, path = process.env.PATH ?? ''): Promise<string | undefined> {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name]
  for (const folder of path.split(delimiter).filter(Boolean)) {
    for (const candidate of names) {
      const file = join(folder, candidate)
      const found = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (found) return file
    }
  }
  return undefined
}
