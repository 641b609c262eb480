import type { Call } from '../../../source/rehearsal/gateway/call.ts'
import { classify } from '../../../source/rehearsal/gateway/classify/classify.ts'
import { describeRequest } from '../../../source/rehearsal/gateway/request.ts'

export interface Sample {
  readonly service: string
  /** `GET /path?query` */
  readonly line: string
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly region?: string
}

/** A request as it would come over the wire, read by the gateway's own code. */
export function craftCall({ service, line, headers = {}, body = '', region = 'eu-central-1' }: Sample): Call {
  const [method, url] = line.split(' ') as [string, string]
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAX/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`
  const request = describeRequest({ method, url, headers: { authorization, ...headers } }, Buffer.from(body))
  const roles: Record<string, string> = { 'role/pathed': 'arn:aws:iam::123456789012:role/team/pathed' }
  return classify(request, {
    account: '123456789012',
    arnOf: (kind, name) => roles[`${kind}/${name}`],
    boundaryOf: (_kind, name) => (name === 'pathed' ? 'arn:aws:iam::123456789012:policy/boundary' : undefined),
  })
}
