import { randomBytes } from 'node:crypto'
import { newAccessKey } from '../../account/new-access-key.ts'
import type { Principal, PrincipalSession } from './principal.ts'

/** Temporary credentials, as STS gives them out. */
export interface SessionKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

export interface Sessions {
  /** Begins a session of somebody, for that many seconds. */
  open(
    owner: Omit<Principal, 'session'>,
    session: Omit<PrincipalSession, 'issuedAt'>,
    durationSeconds: number,
  ): SessionKey
  /** Whose temporary key it is; undefined when it is none, or when the token is not the one that goes with it. */
  find(accessKeyId: string, sessionToken: string | undefined): Principal | 'expired' | undefined
  /** Ends a session before its time; false when there is no such key. */
  expire(accessKeyId: string): boolean
}

interface Open {
  readonly principal: Principal
  readonly sessionToken: string
  expiresAt: number
}

/** What STS remembers of the sessions it began. */
export function createSessions(now: () => number = Date.now): Sessions {
  const sessions = new Map<string, Open>()
  return {
    open(owner, session, durationSeconds) {
      const issuedAt = new Date(now())
      const expiration = new Date(now() + durationSeconds * 1000)
      const key = newAccessKey('ASIA')
      const sessionToken = randomBytes(192).toString('base64')
      const principal = { ...owner, session: { ...session, issuedAt } }
      sessions.set(key.accessKeyId, { principal, sessionToken, expiresAt: expiration.getTime() })
      return { ...key, sessionToken, expiration }
    },
    find(accessKeyId, sessionToken) {
      const found = sessions.get(accessKeyId)
      if (!found || found.sessionToken !== sessionToken) return undefined
      return found.expiresAt <= now() ? 'expired' : found.principal
    },
    expire(accessKeyId) {
      const found = sessions.get(accessKeyId)
      if (found) found.expiresAt = now()
      return found !== undefined
    },
  }
}
