import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import type { Account, Credentials } from '../account.ts'
import { createLogWriter } from './log-writer.ts'
import type { DeployedFunction } from './read-function.ts'
import { startWorker, type Worker } from './worker.ts'
import { logGroupOf, workerEnvironment } from './worker-environment.ts'

/** More calls than this at once wait; a new account's own limit may be 10. */
const mostWorkers = 4
/** Milliseconds after which a worker is replaced, well before its role's credentials (one hour) end. */
const longestLife = 45 * 60_000

export interface EnvironmentsOptions {
  readonly account: Account
  readonly deployed: DeployedFunction
  readonly python: string
  readonly program: string
  readonly taskRoot: string
  readonly packages: readonly string[]
  readonly home: string
  readonly log: (line: string) => void
}

async function assumeRole(account: Account, role: string, session: string): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session.slice(0, 64) })
  const { Credentials: given } = await account.sts.send(command)
  if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error(`No credentials came back for ${role}.`)
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken ? { sessionToken: given.SessionToken } : {}),
  }
}

interface Environment {
  readonly worker: Worker
  readonly writeLog: (line: string) => void
  readonly born: number
}

/** The execution environments of one version of a function: idle ones are used again, as Lambda does. */
export function createEnvironments(options: EnvironmentsOptions) {
  const { account, deployed, taskRoot } = options
  const idle: Environment[] = []
  const all = new Map<Environment, () => Promise<void>>()
  const queue: (() => void)[] = []
  let starting = 0

  async function start(): Promise<Environment | undefined> {
    const { configuration } = deployed
    const credentials = await assumeRole(account, configuration.Role, configuration.FunctionName)
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/')
    const logStream = `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`
    const logs = createLogWriter(account, credentials, { group: logGroupOf(deployed), stream: logStream }, options.log)
    const emptyHome = join(options.home, 'nobody')
    await mkdir(emptyHome, { recursive: true })
    const place = {
      endpoint: account.endpoint,
      region: account.region,
      taskRoot,
      packages: options.packages,
      emptyHome,
      logStream,
    }
    const worker = startWorker({
      python: options.python,
      program: options.program,
      handler: configuration.Handler,
      cwd: taskRoot,
      env: workerEnvironment(deployed, credentials, place, process.env),
      onLog: logs.write,
    })
    const environment = { worker, writeLog: logs.write, born: performance.now() }
    all.set(environment, async () => {
      await worker.stop()
      await logs.flush()
    })
    if (await worker.ready) return environment
    await dispose(environment)
    return undefined
  }

  async function dispose(environment: Environment): Promise<void> {
    const end = all.get(environment)
    all.delete(environment)
    await end?.()
  }

  return {
    /** An environment of one's own, until it is given back; undefined when the handler cannot be imported. */
    async take(): Promise<Environment | undefined> {
      for (let known = idle.pop(); known; known = idle.pop()) {
        if (known.worker.isRunning() && performance.now() - known.born < longestLife) return known
        await dispose(known)
      }
      if (all.size + starting >= mostWorkers) {
        await new Promise<void>((resolve) => queue.push(resolve))
        return this.take()
      }
      starting += 1
      try {
        return await start()
      } finally {
        starting -= 1
        queue.shift()?.()
      }
    },
    async giveBack(environment: Environment, reusable: boolean): Promise<void> {
      if (reusable && environment.worker.isRunning() && all.has(environment)) idle.push(environment)
      else await dispose(environment)
      queue.shift()?.()
    },
    async close(): Promise<void> {
      await Promise.all([...all.keys()].map(dispose))
    },
  }
}

export type Environments = ReturnType<typeof createEnvironments>
