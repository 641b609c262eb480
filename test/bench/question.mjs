import { interleave, printRatio } from './support/measure.mjs'
import { installPeer, peer } from './support/peer.mjs'
import { cli, emptyFolder } from './support/places.mjs'
import { untilEnd, untilText } from './support/terminal.mjs'

/** The words of each first question. */
const ours = 'Go on?'
const theirs = 'Project name'

/** From the start in an empty folder to the first question on the screen of a real terminal. */
export async function question({ rounds = 25 }) {
  const theirCli = await installPeer()
  const node = process.execPath
  const taken = await interleave(rounds, {
    floor: () => untilEnd([node, '-e', '0'], { cwd: emptyFolder() }),
    ours: () => untilText([node, cli], ours, { cwd: emptyFolder() }),
    peer: () => untilText([node, theirCli], theirs, { cwd: emptyFolder() }),
  })
  printRatio('first question / node -e 0', taken, 'ours', 'floor', 'at most 1.5')
  printRatio(`first question of ${peer} / node -e 0`, taken, 'peer', 'floor')
  printRatio(`first question / ${peer}`, taken, 'ours', 'peer', 'at most 1')
}
