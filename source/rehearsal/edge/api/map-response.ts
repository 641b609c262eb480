import { type EdgeResponse, jsonResponse } from '../messages.ts'

const malformed = () => jsonResponse(500, { message: 'Internal Server Error' })

/** Written by the connection itself, not by a function. */
const ofTheConnection = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'upgrade'])

/**
 * What a function's result means to a visitor under payload format 2.0; pure. A result without `statusCode` is the body
 * itself, as JSON and with 200; a result that fits neither form is a 500 (API Gateway developer guide, "Create AWS Lambda
 * proxy integrations for HTTP APIs").
 */
export function mapResponse(payload: string): EdgeResponse {
  let result: unknown
  try {
    result = JSON.parse(payload)
  } catch {
    return malformed()
  }
  if (result === null || typeof result !== 'object' || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result)
    return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) }
  }
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded = false,
  } = result as Record<string, unknown>
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return malformed()
  if (headers !== null && typeof headers !== 'object') return malformed()
  if (!Array.isArray(cookies) || (body !== null && typeof body !== 'string')) return malformed()
  const mapped = Object.entries(headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !ofTheConnection.has(name))
  return {
    status,
    headers: [
      ...(mapped.some(([name]) => name === 'content-type')
        ? []
        : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...mapped,
      ...cookies.map((cookie) => ['set-cookie', String(cookie)] as const),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}
