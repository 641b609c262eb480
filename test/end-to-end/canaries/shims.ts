import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that ours starts. */
const names = ['git', 'terraform', 'tofu', 'npm', 'python3', 'pip', 'openssl']

const find = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

export interface Started {
  readonly program: string
  /** Arguments and variables, with NUL bytes between them, as the program gets them. */
  readonly args: string
  readonly environment: readonly string[]
}

/**
 * Programs in the place of those that ours starts, which write down what they are given and become the real ones:
 * nothing is missed, however short it lives.
 * @param folder outside of everything that is searched: a program may be given credentials of AWS in its variables.
 */
export function makeShims(folder: string): { readonly bin: string; readonly started: () => readonly Started[] } {
  const bin = join(folder, 'bin')
  const log = join(folder, 'log')
  mkdirSync(bin, { recursive: true })
  mkdirSync(log)
  for (const name of names) {
    const real = find(name)
    if (real === undefined) continue
    const script = `#!/bin/sh
file=$(mktemp '${log}/${name}.XXXXXXXX')
cat /proc/$$/cmdline > "$file"; env -0 > "$file.env"
exec '${real}' "$@"
`
    writeFileSync(join(bin, name), script)
    chmodSync(join(bin, name), 0o755)
  }
  return {
    bin,
    started: () =>
      readdirSync(log)
        .filter((name) => !name.endsWith('.env') && existsSync(join(log, `${name}.env`)))
        .map((name) => ({
          program: name.split('.')[0] ?? '',
          args: readFileSync(join(log, name), 'utf8'),
          environment: readFileSync(join(log, `${name}.env`), 'utf8').split('\0'),
        })),
  }
}
