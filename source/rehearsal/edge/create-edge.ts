import { setTimeout as wait } from 'node:timers/promises'
import { openAccount } from './account.ts'
import { createHttpApis } from './api/http-api.ts'
import { apiOfDomain, createDistributions } from './distribution.ts'
import { createFunctionService } from './lambda/function-service.ts'
import { createS3Origin } from './s3-origin.ts'
import { serveSite } from './serve-site.ts'

export interface EdgeOptions {
  /** The emulated account's address, where everything is read back from. */
  readonly endpoint: string
  readonly region: string
  readonly account: string
  /** Of an identity that may read everything and assume the functions' roles. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string }
  /** A Python with pip, which runs the handlers. */
  readonly python: string
  /** Path of the requirements file that pins what the Lambda runtime brings (boto3). */
  readonly backendRuntimeRequirements: string
  /** Folder for unpacked code and installed dependencies. */
  readonly home: string
  readonly log: (line: string) => void
}

export interface Edge {
  /** Begins to serve a distribution and gives its port, the same one whenever it is opened again. */
  openSite(distributionId: string): Promise<number>
  closeSite(distributionId: string): Promise<void>
  /** Forgets what is kept of these paths. */
  invalidate(distributionId: string, paths: readonly string[]): void
  sites(): { distributionId: string; port: number }[]
  close(): Promise<void>
}

/** How often, with a second between, a new distribution's functions are looked for to warm them up. */
const warmUpAttempts = 60

/**
 * Stands in for CloudFront, API Gateway and Lambda: serves each distribution on a port of its own, as its configuration
 * in the account says, and runs the functions behind it. Knows nothing but what the account's services answer.
 */
export function createEdge(options: EdgeOptions): Edge {
  const account = openAccount(options)
  const functions = createFunctionService({
    account,
    python: options.python,
    runtimeRequirements: options.backendRuntimeRequirements,
    home: options.home,
    log: options.log,
  })
  const apis = createHttpApis(account, functions)
  const distributions = createDistributions(account, createS3Origin(account), apis)
  const open = new Map<string, Promise<Awaited<ReturnType<typeof serveSite>>>>()
  const opened = new Map<string, number>()
  const closing = new AbortController()

  /** Installing dependencies takes a while, so it begins as soon as the distribution is there, and its API. */
  async function warmUp(id: string): Promise<void> {
    for (let attempt = 0; attempt < warmUpAttempts && open.has(id); attempt += 1) {
      const config = await distributions.configOf(id)
      const found = (config?.Origins?.Items ?? []).flatMap((origin) => apiOfDomain(origin.DomainName ?? '') ?? [])
      const warm = await Promise.all(found.map((apiId) => apis.warmUp(apiId)))
      if (warm.includes(true)) return
      await wait(1000, undefined, { signal: closing.signal, ref: false })
    }
  }

  return {
    async openSite(id) {
      const site =
        open.get(id) ?? serveSite(opened.get(id) ?? 0, (request) => distributions.respond(request, id), options.log)
      const isNew = !open.has(id)
      open.set(id, site)
      const { port } = await site
      opened.set(id, port)
      if (isNew) {
        warmUp(id).catch((error: Error) => {
          if (!closing.signal.aborted) options.log(`Warming up ${id}: ${error.message}`)
        })
      }
      return port
    },
    async closeSite(id) {
      const site = open.get(id)
      open.delete(id)
      await (await site)?.close()
    },
    invalidate: distributions.invalidate,
    sites: () =>
      [...open.keys()].flatMap((id) => {
        const port = opened.get(id)
        return port === undefined ? [] : [{ distributionId: id, port }]
      }),
    async close() {
      closing.abort()
      await Promise.all([...open.keys()].map((id) => this.closeSite(id)))
      await functions.close()
    },
  }
}
