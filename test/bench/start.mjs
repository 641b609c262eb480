import { cleanEnvironment, interleave, printRatio, timeProgram } from './support/measure.mjs'
import { cli } from './support/places.mjs'

/** --version and --help against Node that does nothing at all. */
export async function start({ rounds = 25 }) {
  const env = cleanEnvironment()
  const node = (...args) => timeProgram([process.execPath, ...args], { env }).then((run) => run.milliseconds)
  const taken = await interleave(rounds, {
    floor: () => node('-e', '0'),
    version: () => node(cli, '--version'),
    help: () => node(cli, '--help'),
  })
  printRatio('--version / node -e 0', taken, 'version', 'floor', 'at most 1.2')
  printRatio('--help / node -e 0', taken, 'help', 'floor', 'at most 1.2')
}
