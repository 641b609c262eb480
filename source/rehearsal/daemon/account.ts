import { randomBytes } from 'node:crypto'
import { partitionOf } from '../../names.ts'
import { leastPrivilegePolicy } from '../../permissions/least-privilege.ts'
import { replaceDeployerPolicy } from '../account/deployer-policy.ts'
import { createIdentities } from '../account/identities.ts'
import { newAccessKey } from '../account/new-access-key.ts'
import { openPermissionSet, type PermissionSet } from '../account/permission-sets.ts'
import { createCloudFront } from '../cloudfront/cloudfront.ts'
import { createCloudFrontStore } from '../cloudfront/store.ts'
import { taggedDistributions } from '../cloudfront/tagging.ts'
import { createEdge } from '../edge/create-edge.ts'
import { createAuthoriser } from '../gateway/authorise/authorise.ts'
import { createIamState } from '../gateway/authorise/iam-state.ts'
import { createPrincipals } from '../gateway/authorise/principals.ts'
import { createSessions } from '../gateway/authorise/sessions.ts'
import { createFaults } from '../gateway/faults.ts'
import { createForwarder } from '../gateway/forward.ts'
import { openGateway } from '../gateway/gateway.ts'
import { createMends } from '../gateway/mends/mends.ts'
import { createPackages } from '../gateway/packages.ts'
import { createRequestLog } from '../gateway/request-log.ts'
import type { Moto } from '../moto/start-moto.ts'
import { daemonLogPath, type RehearsalRecord, requestLogPath } from '../record.ts'

/** The emulated account's id. */
const account = '123456789012'

export interface AccountOptions {
  readonly home: string
  readonly projectName: string
  readonly region: string
  /** Path of the requirements file that pins what the Lambda runtime brings. */
  readonly runtimeRequirements: string
  readonly moto: Moto
  readonly log: (line: string) => void
  readonly onUse: () => void
  readonly onStop: () => void
}

export interface OpenAccount {
  readonly record: RehearsalRecord
  close(): Promise<void>
}

/** Puts gateway, identities, CloudFront and edge around a running moto. */
export async function openAccount(options: AccountOptions): Promise<OpenAccount> {
  const { home, region, projectName, moto, log, onUse, onStop } = options
  const { forward, close: closeForwarder } = createForwarder(moto.port)
  const deployerPolicy = leastPrivilegePolicy({ projectName, region, account, partition: partitionOf(region) })
  const identities = await createIdentities({ forward, region, account, deployerPolicy })
  const service = newAccessKey()
  const iam = createIamState(forward, region)
  const sessions = createSessions()
  const fixedKeys = { root: identities.root.accessKeyId, service: service.accessKeyId }
  const principals = createPrincipals(forward, { account, region, sessions }, fixedKeys)
  const requestLog = createRequestLog(requestLogPath(home))
  const startedAt = new Date().toISOString()
  const key = randomBytes(24).toString('hex')
  const control = {
    key,
    log: requestLog,
    faults: createFaults(),
    status: () => ({
      pid: process.pid,
      account,
      region,
      startedAt,
      moto: { pid: moto.pid, version: moto.version, python: moto.python },
      requests: requestLog.entries().length,
      sites: edge.sites(),
    }),
    replaceDeployerPolicy: async (document: string) => {
      await replaceDeployerPolicy(forward, region, account, document)
      iam.invalidate()
    },
    openPermissionSet: (wanted: PermissionSet) =>
      openPermissionSet({ forward, region, account, iam, sessions }, wanted),
    expireSession: sessions.expire,
    stop: onStop,
  }
  const distributions = createCloudFrontStore()
  const sites = {
    openSite: (id: string) => edge.openSite(id),
    closeSite: (id: string) => edge.closeSite(id),
    invalidate: (id: string, paths: readonly string[]) => edge.invalidate(id, paths),
  }
  const findMend = createMends(createCloudFront(account, sites, distributions), () =>
    taggedDistributions(distributions, account),
  )
  const authoriser = createAuthoriser(iam, account)
  const packages = createPackages()
  const gateway = await openGateway({
    account,
    region,
    forward,
    iam,
    principals,
    sessions,
    authoriser,
    packages,
    findMend,
    control,
    onUse,
  })
  const edge = createEdge({
    endpoint: gateway.endpoint,
    region,
    account,
    credentials: service,
    python: moto.python,
    backendRuntimeRequirements: options.runtimeRequirements,
    home,
    log,
  })
  return {
    record: {
      pid: process.pid,
      endpoint: gateway.endpoint,
      key,
      account,
      region,
      startedAt,
      identities,
      requestLog: requestLogPath(home),
      daemonLog: daemonLogPath(home),
    },
    async close() {
      await edge.close()
      await gateway.close()
      closeForwarder()
      await requestLog.close()
    },
  }
}
