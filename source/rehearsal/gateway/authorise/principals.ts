import { type Forward, sendQuery } from '../forward.ts'
import { parseXml, textAt } from '../xml.ts'
import type { Principal } from './principal.ts'

export interface Principals {
  /** Whose access key it is; undefined when nobody's, or when it is inactive. */
  resolve(accessKeyId: string): Promise<Principal | undefined>
  /** To be called after every write to IAM: keys come and go. */
  invalidate(): void
}

export interface FixedKeys {
  readonly root: string
  readonly service: string
}

/** Root and the internal service identity have keys of the gateway's; the others' are moto's. */
export function createPrincipals(forward: Forward, account: string, region: string, fixed: FixedKeys): Principals {
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
    resolve(accessKeyId) {
      if (accessKeyId === fixed.root) return Promise.resolve(root)
      if (accessKeyId === fixed.service) return Promise.resolve(service)
      const found = known.get(accessKeyId) ?? identify(forward, region, accessKeyId)
      known.set(accessKeyId, found)
      return found
    },
    invalidate: () => known.clear(),
  }
}

async function identify(forward: Forward, region: string, accessKeyId: string): Promise<Principal | undefined> {
  const answer = parseXml(await sendQuery(forward, 'sts', region, { Action: 'GetCallerIdentity' }, accessKeyId))
  const arn = textAt(answer, 'GetCallerIdentityResult', 'Arn')
  const id = textAt(answer, 'GetCallerIdentityResult', 'UserId')
  const role = /:sts::\d+:assumed-role\/([^/]+)\//.exec(arn)?.[1]
  if (role) return { kind: 'role', label: `role:${role}`, name: role, arn, id }
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
