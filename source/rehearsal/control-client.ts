import type { PermissionSet, PermissionSetSession } from './account/permission-sets.ts'
import type { FaultRule } from './gateway/faults.ts'
import type { RequestLogEntry } from './gateway/request-log.ts'
import type { RehearsalRecord } from './record.ts'

type Door = Pick<RehearsalRecord, 'endpoint' | 'key'>

export interface RehearsalStatus {
  readonly pid: number
  readonly account: string
  readonly region: string
  readonly startedAt: string
  readonly moto: { readonly pid: number; readonly version: string; readonly python: string }
  /** How many requests the account has answered. */
  readonly requests: number
  readonly sites: readonly { readonly distributionId: string; readonly port: number }[]
}

async function send({ endpoint, key }: Door, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${endpoint}/_rehearsal/${path}`, {
    method,
    headers: { 'x-rehearsal-key': key },
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as { error?: string }
  if (!response.ok) throw new Error(answer.error ?? `The rehearsal account answered ${response.status}.`)
  return answer
}

export const readStatus = (door: Door) => send(door, 'GET', 'status') as Promise<RehearsalStatus>

/** Everything that was asked of the account, oldest first. */
export async function readRequests(door: Door): Promise<RequestLogEntry[]> {
  return ((await send(door, 'GET', 'requests')) as { requests: RequestLogEntry[] }).requests
}

/** Sets the fault rules in the place of those before; an empty list ends all faults. */
export const setFaults = (door: Door, rules: readonly FaultRule[]) => send(door, 'PUT', 'faults', rules)

/** Gives the deployer another policy. Throws what IAM says about a document that it refuses. */
export const replaceDeployerPolicy = (door: Door, document: unknown) =>
  send(door, 'PUT', 'identities/deployer', document)

/** Makes a permission set of IAM Identity Center and signs somebody in with it; AWS has this outside of IAM. */
export async function openPermissionSet(door: Door, wanted: PermissionSet): Promise<PermissionSetSession> {
  const session = (await send(door, 'POST', 'identities/sso', wanted)) as PermissionSetSession
  return { ...session, expiration: new Date(session.expiration) }
}

/** Ends a session before its time, as if its hours were over. */
export const expireSession = (door: Door, accessKeyId: string) => send(door, 'PUT', 'sessions/expired', { accessKeyId })

export const askToStop = (door: Door) => send(door, 'POST', 'stop')
