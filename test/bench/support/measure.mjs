import { spawn } from 'node:child_process'

/**
 * What would flatter a ratio or change what is measured. A certificate file alone adds 40 ms to every
 * start of Node, which makes everything beside it look small.
 */
const unwanted =
  /^(NODE_EXTRA_CA_CERTS|NODE_OPTIONS|NODE_ENV|NODE_DEBUG|NODE_COMPILE_CACHE|NO_COLOR|FORCE_COLOR|CI|DEBUG|AWS_.*|TWIN_.*|TF_(?!CLI_CONFIG_FILE$).*)$/

/** The environment of everything that is timed. Certificates stay where a program must reach a registry. */
export function cleanEnvironment(more = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)))
  return { ...env, ...more }
}

/** Runs a program to its end and gives its wall time in milliseconds. @throws when it fails. */
export function timeProgram([command, ...args], { cwd, env = cleanEnvironment(), quiet = true, accept = [0] } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const milliseconds = performance.now() - start
      if (accept.includes(code)) resolve({ milliseconds, output })
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${output.slice(-2000)}`))
    })
  })
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Measures several things side by side, each round one of each in turn, so that noise meets all alike.
 * @param arms functions that give milliseconds, by name.
 * @returns milliseconds by name, one a round. One round before the first is thrown away.
 */
export async function interleave(rounds, arms) {
  const taken = Object.fromEntries(Object.keys(arms).map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const [name, measure] of Object.entries(arms)) {
      const milliseconds = await measure()
      if (round >= 0) taken[name].push(milliseconds)
    }
  }
  return taken
}

const short = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0))

/** Prints the ratio of `ours` to `base`: the median of the pairs, the smallest, the largest, how many. */
export function printRatio(what, taken, ours, base, goal) {
  const ratios = taken[ours].map((value, round) => value / taken[base][round])
  const sides = `${short(median(taken[ours]))} ms against ${short(median(taken[base]))} ms`
  const best = `fastest of each ${short(Math.min(...taken[ours]) / Math.min(...taken[base]))}`
  console.log(
    `${what}: ${short(median(ratios))} times (pairs ${short(Math.min(...ratios))} to ${short(Math.max(...ratios))}, n ${ratios.length}; ${best}; ${sides})${goal ? ` · goal: ${goal}` : ''}`,
  )
}

export const printCount = (what, value, goal) => console.log(`${what}: ${value}${goal ? ` · goal: ${goal}` : ''}`)
