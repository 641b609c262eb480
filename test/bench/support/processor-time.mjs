import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { timeProgram } from './measure.mjs'
import { emptyFolder } from './places.mjs'

const hook = fileURLToPath(new URL('processor-time.cjs', import.meta.url))

/** Python's account of all processes that came of a command and were waited for, which Node does not give. */
const script =
  'import resource,subprocess,sys;e=subprocess.run(sys.argv[1:]).returncode;u=resource.getrusage(resource.RUSAGE_CHILDREN);print(u.ru_utime+u.ru_stime);sys.exit(e)'

/** Runs a command. @returns milliseconds of processor time: of Node, which is us, and of all other programs. */
export async function processorTime(command, { cwd, env }) {
  const folder = emptyFolder('processor-time')
  const { output } = await timeProgram(['python3', '-c', script, ...command], {
    cwd,
    env: { ...env, NODE_OPTIONS: `--require=${hook}`, BENCH_PROCESSOR_TIME: folder },
  })
  const all = Number(output.trim().split('\n').at(-1)) * 1000
  const ours = readdirSync(folder).reduce((sum, name) => sum + Number(readFileSync(join(folder, name), 'utf8')), 0)
  return { ours, others: all - ours }
}
