import type { ReceivedRequest } from '../call.ts'
import { type Forward, sendQuery } from '../forward.ts'
import { parseXml, textAt } from '../xml.ts'
import type { Principal } from './principal.ts'
import type { Sessions } from './sessions.ts'

export interface Principals {
  /** Who signed; undefined when the key is nobody's, is inactive, or may not be used for this service. */
  resolve(request: ReceivedRequest): Promise<Principal | 'expired' | undefined>
  /** To be called after every write to IAM: keys come and go. */
  invalidate(): void
}

export interface FixedKeys {
  readonly root: string
  readonly service: string
}

/** Root and the internal service identity have keys of the gateway's, sessions too; the users' are moto's. */
export function createPrincipals(
  forward: Forward,
  { account, region, sessions }: { readonly account: string; readonly region: string; readonly sessions: Sessions },
  fixed: FixedKeys,
): Principals {
  const known = new Map<string, Promise<Principal | undefined>>()
  const root: Principal = {
    kind: 'root',
    label: 'root',
    name: 'root',
    arn: `arn:aws:iam::${account}:root`,
    id: account,
  }
  const service: Principal = { ...root, kind: 'service', label: 'service', name: 'service' }
  return {
    async resolve(request) {
      const { accessKeyId } = request
      if (accessKeyId === undefined) return undefined
      if (accessKeyId === fixed.root) return root
      if (accessKeyId === fixed.service) return service
      if (accessKeyId.startsWith('ASIA')) {
        const found = sessions.find(accessKeyId, sessionTokenOf(request))
        return typeof found === 'object' && isBarred(found, request.service) ? undefined : found
      }
      const found = known.get(accessKeyId) ?? identify(forward, region, accessKeyId)
      known.set(accessKeyId, found)
      return found
    },
    invalidate: () => known.clear(),
  }
}

const sessionTokenOf = ({ headers, query }: ReceivedRequest) =>
  headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token') ?? undefined

/**
 * STS API reference: a session from GetSessionToken (without MFA, which there is none of here) and one
 * from GetFederationToken cannot call IAM.
 */
const isBarred = ({ session }: Principal, service: string) =>
  service === 'iam' && session !== undefined && session.type !== 'role'

async function identify(forward: Forward, region: string, accessKeyId: string): Promise<Principal | undefined> {
  const answer = parseXml(await sendQuery(forward, 'sts', region, { Action: 'GetCallerIdentity' }, accessKeyId))
  const arn = textAt(answer, 'GetCallerIdentityResult', 'Arn')
  const id = textAt(answer, 'GetCallerIdentityResult', 'UserId')
  // moto gives keys that it does not know an ARN of the sts service.
  const name = /:iam::\d+:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1]
  if (!name || !(await isActive(forward, region, name, accessKeyId))) return undefined
  return { kind: 'user', label: name, name, arn, id }
}

async function isActive(forward: Forward, region: string, UserName: string, accessKeyId: string): Promise<boolean> {
  const answer = parseXml(await sendQuery(forward, 'iam', region, { Action: 'ListAccessKeys', UserName }))
  const keys = answer.children[0]?.children.find((child) => child.name === 'AccessKeyMetadata')?.children ?? []
  return keys.some((key) => textAt(key, 'AccessKeyId') === accessKeyId && textAt(key, 'Status') === 'Active')
}
