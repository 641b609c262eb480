import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

export interface RunningProcess {
  readonly pid: number
  readonly command: string
}

function textOf(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ')
  } catch {
    // It ended meanwhile, or is not ours.
    return ''
  }
}

/** Every process whose command or environment names `folder`: all that a world has started, however deep. */
export function processesOf(folder: string): RunningProcess[] {
  if (existsSync('/proc/self/environ')) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map((pid) => ({ pid: Number(pid), command: textOf(pid, 'cmdline'), environment: textOf(pid, 'environ') }))
      .filter(({ command, environment }) => `${command} ${environment}`.includes(folder))
      .map(({ pid, command }) => ({ pid, command }))
  }
  const { stdout } = spawnSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, pid, command]) => ({ pid: Number(pid), command: command ?? '' }))
    .filter(({ pid, command }) => pid !== process.pid && command.includes(folder))
}

/** Waits until `condition` gives something. @throws with what `describe` says when it never does. */
export async function waitFor<Value>(
  condition: () => Value | undefined | false | Promise<Value | undefined | false>,
  describe: () => string,
  milliseconds = 60_000,
): Promise<Value> {
  for (const deadline = Date.now() + milliseconds; ; ) {
    const value = await condition()
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds / 1000} s in vain: ${describe()}`)
    await pause(25)
  }
}

/** @throws naming each process that is still there after a while; they are ended by id, so that no test leaves any. */
export async function expectNoProcesses(folder: string): Promise<void> {
  try {
    await waitFor(
      () => processesOf(folder).length === 0,
      () => `these processes were left: ${JSON.stringify(processesOf(folder))}`,
      15_000,
    )
  } catch (problem) {
    for (const { pid } of processesOf(folder)) process.kill(pid, 'SIGKILL')
    throw problem
  }
}
