import type { IdentityName, RehearsalRecord } from '../../../source/rehearsal/record.ts'

export interface SignedRequest {
  readonly service: string
  readonly path: string
  readonly method?: string
  readonly region?: string
  readonly as?: IdentityName
  readonly accessKeyId?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** A plain request with a credential scope, for services without an SDK client here. */
export function signedFetch(record: RehearsalRecord, request: SignedRequest): Promise<Response> {
  const { service, path, method = 'GET', region = record.region, as = 'admin', headers = {}, body } = request
  const key = request.accessKeyId ?? record.identities[as].accessKeyId
  return fetch(record.endpoint + path, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
}
