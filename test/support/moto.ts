import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Moto {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string
  readonly stop: () => Promise<void>
}

/** Port 0 lets the system choose a free one, which the server then prints. */
const serverArguments = ['-H', '127.0.0.1', '-p', '0']

function findMoto(): readonly [string, ...string[]] {
  const works = (command: readonly [string, ...string[]]) =>
    spawnSync(command[0], [...command.slice(1), '--help'], { stdio: 'ignore' }).status === 0
  const candidates = [['moto_server'], ['python3', '-m', 'moto.server']] as const
  const found = candidates.find(works)
  if (found) return found
  throw new Error(
    'moto is needed for this test and was found neither as moto_server nor as python3 -m moto.server. ' +
      "Install it with: python3 -m pip install 'moto[server]'",
  )
}

function waitForAddress(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const printed: string[] = []
    const stream = server.stderr
    if (stream === null) return reject(new Error('moto has no standard error'))
    createInterface({ input: stream }).on('line', (line) => {
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (address) resolve(address)
      if (printed.length < 20) printed.push(line)
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`moto ended with ${code}: ${printed.join('\n')}`)))
  })
}

/**
 * Starts an emulated AWS account on a free loopback port.
 * @param env added to the environment, `MOTO_IAM_LOAD_MANAGED_POLICIES` for instance.
 * @throws when moto is not installed.
 */
export async function startMoto(env: Readonly<Record<string, string>> = {}): Promise<Moto> {
  const [program, ...first] = findMoto()
  const server = spawn(program, [...first, ...serverArguments], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PYTHONDONTWRITEBYTECODE: '1', ...env },
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const stop = async () => {
    server.kill('SIGKILL')
    await ended
  }
  try {
    return { endpoint: await waitForAddress(server), stop }
  } catch (error) {
    if (server.pid !== undefined && server.exitCode === null) await stop()
    throw error
  }
}
