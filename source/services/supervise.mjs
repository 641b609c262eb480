// Runs a program that must not be cut off in the middle: when whoever started this dies, however suddenly, the program
// is asked to finish (SIGINT, on which Terraform saves its state and releases its lock) and is waited for. What it
// still says has no reader then; without this it would die of the broken pipe.
import { spawn } from 'node:child_process'

const [program, ...args] = process.argv.slice(2)
/** Milliseconds for finishing: a change of a CloudFront distribution that is under way takes minutes. */
const longest = 15 * 60_000

const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
// Signals go to the whole group, so the program hears them by itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {})
for (const [from, to] of [
  [child.stdout, process.stdout],
  [child.stderr, process.stderr],
]) {
  from.pipe(to)
  to.on('error', () => {
    from.unpipe(to)
    from.resume()
  })
}

// Standard input is a pipe that nobody writes to: it ends with the one who holds its other end.
process.stdin.on('error', () => {})
process.stdin.once('close', () => {
  child.kill('SIGINT')
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), longest).unref()
})
process.stdin.resume()

child.once('error', (problem) => {
  process.stderr.write(`${problem.message}\n`)
  process.exit(127)
})
child.once('close', (code, signal) => {
  process.stdin.destroy()
  if (signal) {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
  process.exitCode = code ?? 1
})
