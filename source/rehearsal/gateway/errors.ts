import { randomUUID } from 'node:crypto'
import type { Answer, Call } from './call.ts'
import { escapeXml } from './xml.ts'

export function jsonAnswer(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = JSON.stringify(value)
  return { status, headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers }, body }
}

export function xmlAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const declared = `<?xml version="1.0" encoding="UTF-8"?>\n${body}`
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': randomUUID(), ...headers },
    body: declared,
  }
}

const queryNamespaces: Readonly<Record<string, string>> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  cloudfront: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  route53: 'https://route53.amazonaws.com/doc/2013-04-01/',
}

type Fields = Readonly<Record<string, string>>

/**
 * An error in the shape that the call's protocol gives it. The shapes are those of the Smithy
 * protocol definitions (awsQuery, awsJson 1.0/1.1, restJson1, restXml) and of S3's "Error responses";
 * a HEAD has no body, so nothing but the status says what happened. `fields` are S3's extra elements.
 */
export function serviceError(call: Call, status: number, code: string, message: string, fields: Fields = {}): Answer {
  const answer = shapeError(call, status, code, message, fields)
  if (call.request.method !== 'HEAD') return answer
  return { ...answer, body: '' }
}

function shapeError(
  { protocol, request, operation }: Call,
  status: number,
  code: string,
  message: string,
  fields: Fields,
) {
  const requestId = randomUUID()
  if (protocol === 'json') {
    const type = request.service === 'dynamodb' ? `com.amazon.coral.service#${code}` : code
    return jsonAnswer(status, { __type: type, [request.service === 'dynamodb' ? 'Message' : 'message']: message })
  }
  if (protocol === 'rest-json') {
    const name = request.service === 'lambda' ? 'Message' : 'message'
    return jsonAnswer(status, { [name]: message }, { 'x-amzn-errortype': code })
  }
  if (protocol === 's3') {
    const more = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    const body = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${more.join('')}<RequestId>${requestId}</RequestId><HostId>${operation}</HostId></Error>`
    return xmlAnswer(status, body, { 'content-type': 'application/xml', 'x-amz-request-id': requestId })
  }
  const namespace = queryNamespaces[request.service] ?? `https://${request.service}.amazonaws.com/`
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`
  return xmlAnswer(
    status,
    `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`,
  )
}

/** The JSON protocols answer every client error with 400, the others a refusal with 403. */
const refusalStatus = ({ protocol }: Call) => (protocol === 'json' ? 400 : 403)

const isJson = ({ protocol }: Call) => protocol === 'json' || protocol === 'rest-json'

export const accessDenied = (call: Call, message: string) =>
  serviceError(call, refusalStatus(call), isJson(call) ? 'AccessDeniedException' : 'AccessDenied', message)

/** What each service says to an access key that it does not know. */
export function unknownKey(call: Call): Answer {
  const message = 'The security token included in the request is invalid.'
  if (call.protocol === 's3') {
    const fields = { AWSAccessKeyId: call.request.accessKeyId ?? '' }
    return serviceError(
      call,
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      fields,
    )
  }
  return serviceError(
    call,
    refusalStatus(call),
    isJson(call) ? 'UnrecognizedClientException' : 'InvalidClientTokenId',
    message,
  )
}

/** What each service says to a request that nobody signed. */
export function unsigned(call: Call): Answer {
  if (call.protocol === 's3') return serviceError(call, 403, 'AccessDenied', 'Access Denied')
  const code = isJson(call) ? 'MissingAuthenticationTokenException' : 'MissingAuthenticationToken'
  return serviceError(call, refusalStatus(call), code, 'Request is missing Authentication Token')
}

/**
 * What each service says to a session that has ended. STS API reference, "Common errors": ExpiredToken;
 * the JSON protocols' common errors: ExpiredTokenException; S3, "List of error codes": ExpiredToken, 400.
 */
export function expiredToken(call: Call): Answer {
  if (call.protocol === 's3') return serviceError(call, 400, 'ExpiredToken', 'The provided token has expired.')
  const code = isJson(call) ? 'ExpiredTokenException' : 'ExpiredToken'
  return serviceError(call, refusalStatus(call), code, 'The security token included in the request is expired')
}
