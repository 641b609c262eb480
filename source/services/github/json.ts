import type { Connection } from './connection.ts'
import { captivePortal } from './refusals.ts'
import { type Asking, request } from './request.ts'

const limit = 4 * 1024 * 1024
const accept = 'application/vnd.github+json'

export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `request` for JSON both ways; undefined for "no such thing" and for an answer without content. */
export async function requestJson(
  connection: Connection,
  at: string | URL,
  asking: Omit<Asking, 'accept' | 'limit' | 'body'> & { readonly document?: Fields; readonly body?: Uint8Array } = {},
): Promise<unknown> {
  const { document, ...others } = asking
  const sent = document
    ? { body: Buffer.from(JSON.stringify(document)), contentType: 'application/json; charset=utf-8' }
    : {}
  const answer = await request(connection, at, { accept, limit, ...others, ...sent })
  if (!answer || answer.status === 204) return undefined
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8'))
  } catch {
    throw captivePortal(connection.base.host)
  }
}
