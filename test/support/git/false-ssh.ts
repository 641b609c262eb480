import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program in the place of ssh that runs the command on this machine, as git's own tests do it: everything of the
 * ssh transport but the network and the keys. It writes down its arguments and the variables it was given.
 */
export function falseSsh(folder: string): { readonly command: string; readonly log: string } {
  const program = join(folder, 'false-ssh.sh')
  const log = join(folder, 'false-ssh.log')
  const script = `#!/bin/sh
printf '%s\\n' "$*" >> '${log}'
env >> '${log}'
while [ $# -gt 1 ]; do shift; done
exec sh -c "$1"
`
  writeFileSync(program, script)
  chmodSync(program, 0o755)
  return { command: program, log }
}
