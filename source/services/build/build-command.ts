import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One command without anything that a shell would have to understand. */
const plainCommand = /^[\w-]+( [\w./=-]+)*$/

/**
 * What `npm run build` would start, where that is one plain command of an installed package and nothing goes before or
 * after it: npm's own start takes longer than the build of a small page. Else npm itself.
 * @param npm path of npm
 */
export async function buildCommand(directory: string, npm: string): Promise<readonly [string, ...string[]]> {
  const byNpm = [npm, 'run', 'build'] as const
  // There the file in `.bin` is a script for cmd.exe.
  if (process.platform === 'win32') return byNpm
  try {
    const { scripts } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'))
    if (scripts.prebuild || scripts.postbuild || !plainCommand.test(scripts.build)) return byNpm
    const [name, ...args] = scripts.build.split(' ')
    const program = join(directory, 'node_modules', '.bin', name)
    await access(program)
    return [program, ...args]
  } catch {
    // npm says best what is wrong with the file.
    return byNpm
  }
}
