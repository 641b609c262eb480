import { spawn } from 'node:child_process'

/** Reads the arguments of all processes over and over: from /proc, or through ps where there is none. */
const watcher = `
const { readdirSync, readFileSync } = require('node:fs')
const { execFileSync } = require('node:child_process')
const secrets = JSON.parse(process.env.WATCHED)
const seen = new Set()
const look = () => {
  try {
    return readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).map((pid) => {
      try { return readFileSync('/proc/' + pid + '/cmdline', 'latin1').replaceAll('\\0', ' ') } catch { return '' }
    })
  } catch {
    return execFileSync('ps', ['-axww', '-o', 'command='], { encoding: 'latin1' }).split('\\n')
  }
}
let isOver = false
process.stdin.on('data', () => { isOver = true })
const turn = () => {
  for (const line of look()) seen.add(line)
  if (!isOver) return setTimeout(turn, Number(process.env.PAUSE))
  const lines = [...seen]
  const found = lines.filter((line) => secrets.some((secret) => line.includes(secret)))
  process.stdout.write(JSON.stringify({ lines, found }), () => process.exit())
}
process.stdout.write('ready\\n', turn)
`

export interface SeenArguments {
  /** Command lines that were seen. */
  readonly lines: readonly string[]
  /** Those with a secret in them. */
  readonly found: readonly string[]
}

/**
 * Watches the arguments of every process on this machine while `work` runs.
 * @param pause milliseconds between two looks, for what takes so long that looking all the time would hinder it.
 */
export async function watchArguments(
  secrets: readonly string[],
  work: () => Promise<unknown>,
  pause = 0,
): Promise<SeenArguments> {
  const child = spawn(process.execPath, ['-e', watcher], {
    env: { PATH: process.env.PATH, WATCHED: JSON.stringify(secrets), PAUSE: String(pause) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      resolve()
    })
  })
  try {
    await work()
  } finally {
    child.stdin.end('over')
  }
  await ended
  return JSON.parse(output.slice('ready\n'.length))
}
