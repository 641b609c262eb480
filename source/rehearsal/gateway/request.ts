import type { IncomingMessage } from 'node:http'
import type { ReceivedRequest } from './call.ts'

/** Reads a request to its end. `limit` is in bytes; a larger one is refused with undefined. */
export async function receiveRequest(message: IncomingMessage, limit: number): Promise<ReceivedRequest | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    size += (chunk as Buffer).length
    if (size > limit) return undefined
    chunks.push(chunk as Buffer)
  }
  return describeRequest(message, Buffer.concat(chunks))
}

export function describeRequest(
  message: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Buffer,
): ReceivedRequest {
  const rawUrl = message.url ?? '/'
  const cut = rawUrl.indexOf('?')
  const query = new URLSearchParams(cut < 0 ? '' : rawUrl.slice(cut + 1))
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return {
    method: message.method ?? 'GET',
    path: cut < 0 ? rawUrl : rawUrl.slice(0, cut),
    query,
    rawUrl,
    headers,
    body,
    ...credentialScope(headers, query),
  }
}

/** Who signed, for which service and region (Signature Version 4: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`). */
function credentialScope(headers: Record<string, string>, query: URLSearchParams) {
  const signed = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential')
  const [accessKeyId, , region, service] = signed?.split('/') ?? []
  if (!accessKeyId || !region || !service) return { service: unsignedService(headers), region: 'us-east-1' }
  return { accessKeyId, region, service }
}

/** An unsigned request can only be guessed at: the JSON protocol names its service, everything else is read as S3. */
function unsignedService(headers: Record<string, string>): string {
  const target = headers['x-amz-target'] ?? ''
  if (target.startsWith('DynamoDB_')) return 'dynamodb'
  if (target.startsWith('Logs_')) return 'logs'
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'sts' : 's3'
}
