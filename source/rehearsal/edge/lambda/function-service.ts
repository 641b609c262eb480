import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from '../account.ts'
import { remember } from '../remember.ts'
import { createEnvironments, type Environments } from './execution-environments.ts'
import { makeLocalEnvironment } from './local-environment.ts'
import { type DeployedFunction, readFunction, readFunctionPolicy, readLayerUrl } from './read-function.ts'
import { unpack } from './unpack.ts'
import { workerSource } from './worker-source.ts'

export interface FunctionServiceOptions {
  readonly account: Account
  readonly python: string
  readonly runtimeRequirements: string
  readonly home: string
  readonly log: (line: string) => void
}

export type Invocation =
  | { readonly kind: 'result'; readonly payload: string }
  /** The handler raised, ended or took too long for its own timeout. */
  | { readonly kind: 'failed' }
  /** No answer within the time that the caller gave. */
  | { readonly kind: 'late' }
  /** This machine is not ready to run it; the reason is for a person. */
  | { readonly kind: 'preparing'; readonly reason: string }

const late = Symbol('late')

/** Waits no longer than some milliseconds; the work itself goes on. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), milliseconds)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}

/** Lambda: runs the functions of the account, their own code on the same dependencies built for this machine. */
export function createFunctionService(options: FunctionServiceOptions) {
  const { account, python, log } = options
  const home = join(options.home, 'edge')
  const prepared = new Map<string, { readonly name: string; readonly environments: Promise<Environments> }>()

  async function prepare(deployed: DeployedFunction): Promise<Environments> {
    const { configuration, codeUrl } = deployed
    const program = join(home, 'worker.py')
    await mkdir(home, { recursive: true, mode: 0o700 })
    await writeFile(program, workerSource)
    const unpackFrom = async (url: string, folder: string) =>
      unpack(await account.download(url), join(home, folder), python)
    const [code, ...layers] = await Promise.all([
      unpackFrom(codeUrl, 'code'),
      ...(configuration.Layers ?? []).map(async ({ Arn }) => unpackFrom(await readLayerUrl(account, Arn), 'layers')),
    ])
    if (Buffer.from(code.sha256, 'hex').toString('base64') !== configuration.CodeSha256) {
      throw new Error(`The code of ${configuration.FunctionName} is not what its CodeSha256 says.`)
    }
    const packages = await makeLocalEnvironment({
      python,
      // Lambda unpacks layers over each other, so a later one wins.
      layers: layers.reverse(),
      runtimeRequirements: options.runtimeRequirements,
      parent: join(home, 'environments'),
      log,
    })
    return createEnvironments({ account, deployed, python, program, taskRoot: code.directory, packages, home, log })
  }

  const functionOf = remember((name) => readFunction(account, name), 1000)

  /** The environments of what is deployed now; those of an older version of it are ended. */
  function environmentsOf(deployed: DeployedFunction): Promise<Environments> {
    const name = deployed.configuration.FunctionName
    const known = prepared.get(deployed.version)
    if (known) return known.environments
    for (const [version, old] of prepared) {
      if (old.name !== name) continue
      prepared.delete(version)
      old.environments.then((environments) => environments.close()).catch(() => undefined)
    }
    const environments = prepare(deployed)
    prepared.set(deployed.version, { name, environments })
    environments.catch((error: Error) => {
      prepared.delete(deployed.version)
      log(`The function ${name} cannot be run here: ${error.message}`)
    })
    return environments
  }

  async function run(environments: Environments, deployed: DeployedFunction, event: string): Promise<Invocation> {
    const seconds = deployed.configuration.Timeout ?? 3
    const environment = await environments.take()
    if (!environment) return { kind: 'failed' }
    const requestId = randomUUID()
    const started = performance.now()
    environment.writeLog(`START RequestId: ${requestId} Version: $LATEST`)
    const call = environment.worker.call({
      event,
      context: { requestId, arn: deployed.configuration.FunctionArn, milliseconds: seconds * 1000 },
    })
    const outcome = await within(call, seconds * 1000)
    const milliseconds = (performance.now() - started).toFixed(2)
    if (outcome === late) environment.writeLog(`${requestId} Task timed out after ${seconds.toFixed(2)} seconds`)
    environment.writeLog(`END RequestId: ${requestId}`)
    environment.writeLog(`REPORT RequestId: ${requestId}\tDuration: ${milliseconds} ms`)
    await environments.giveBack(environment, outcome !== late)
    return outcome === late ? { kind: 'failed' } : outcome
  }

  return {
    policyOf: remember((name) => readFunctionPolicy(account, name), 1000),

    /** Calls a function with an event (JSON); `milliseconds` is how long the caller waits. */
    async invoke(name: string, event: string, milliseconds: number): Promise<Invocation> {
      const until = performance.now() + milliseconds
      const deployed = await functionOf(name)
      if (!deployed) return { kind: 'failed' }
      const environments = await within(environmentsOf(deployed), milliseconds).catch((error: Error) => error)
      if (environments instanceof Error) return { kind: 'preparing', reason: environments.message }
      if (environments === late) {
        return { kind: 'preparing', reason: "The rehearsal is still installing the function's dependencies here." }
      }
      const work = run(environments, deployed, event).catch((error: Error): Invocation => {
        log(`Calling ${name}: ${error.message}`)
        return { kind: 'failed' }
      })
      const outcome = await within(work, until - performance.now())
      return outcome === late ? { kind: 'late' } : outcome
    },

    /** Installs what a function needs and starts one environment for it. */
    async warmUp(name: string): Promise<void> {
      const deployed = await functionOf(name)
      if (!deployed) return
      const environments = await environmentsOf(deployed)
      const environment = await environments.take()
      if (environment) await environments.giveBack(environment, true)
    },

    async close(): Promise<void> {
      const all = [...prepared.values()]
      prepared.clear()
      const ended = await Promise.allSettled(all.map(async ({ environments }) => (await environments).close()))
      for (const each of ended) if (each.status === 'rejected') log(`Ending a function: ${each.reason}`)
    },
  }
}

export type FunctionService = ReturnType<typeof createFunctionService>
