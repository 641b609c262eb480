import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { keeperProgram } from './keeper.ts'

export interface Moto {
  readonly port: number
  readonly pid: number
  /** The interpreter that runs it, as it names itself. */
  readonly python: string
  readonly version: string
  /** Resolves when the process has ended, by itself or by stop. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Settings of moto's server (moto documentation, "Configuration options"), and no AWS settings of the user's. */
function motoEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|MOTO_)/.test(name))
  return {
    ...Object.fromEntries(own),
    PYTHONUNBUFFERED: '1',
    MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
    // S3 user guide, "Bucket overview": a bucket is its owner's alone until a policy says otherwise.
    MOTO_S3_ALLOW_CROSSACCOUNT_ACCESS: 'false',
    // Seconds until a certificate counts as validated; AWS takes minutes.
    MOTO_ACM_VALIDATION_WAIT: '0',
  }
}

/** Starts moto under that Python; undefined when that Python is missing or has no moto server. */
export async function startMoto(python: string, onOutput: (line: string) => void): Promise<Moto | undefined> {
  const child = spawn(python, ['-c', keeperProgram], { stdio: ['pipe', 'pipe', 'pipe'], env: motoEnvironment() })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stderr }).on('line', onOutput)
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended.then(() => undefined)])
  if (first === undefined) return undefined
  const { port, python: executable, version } = JSON.parse(first)
  return { port, pid: child.pid ?? 0, python: executable, version, ended, stop: () => stopChild(child, ended) }
}

/** Its input closes first: the program ends by itself, and is killed when it does not within two seconds. */
async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.stdin?.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
  await ended
  clearTimeout(timer)
}
