import type { AccountNames, Call, ReceivedRequest } from '../call.ts'
import { classifyApiGateway } from './apigateway.ts'
import { bedrockRoutes } from './bedrock.ts'
import { cloudfrontRoutes } from './cloudfront.ts'
import { classifyJsonTarget } from './json-target.ts'
import { lambdaRoutes } from './lambda.ts'
import { classifyQuery } from './query.ts'
import { route53Routes } from './route53.ts'
import { classifyByRoutes, type Route } from './routes.ts'
import { classifyS3 } from './s3.ts'

const restServices: Readonly<Record<string, readonly [readonly Route[], 'rest-json' | 'rest-xml']>> = {
  lambda: [lambdaRoutes, 'rest-json'],
  cloudfront: [cloudfrontRoutes, 'rest-xml'],
  bedrock: [bedrockRoutes, 'rest-json'],
  route53: [route53Routes, 'rest-xml'],
}

/** Reads any request to AWS as an operation and the IAM checks it takes. */
export function classify(request: ReceivedRequest, names: AccountNames): Call {
  if (request.service === 's3') return classifyS3(request)
  if (request.service === 'apigateway') return classifyApiGateway(request)
  const rest = restServices[request.service]
  if (rest) return classifyByRoutes(rest[0], rest[1], request, names) ?? unknownCall(request, rest[1])
  if (request.headers['x-amz-target']) return classifyJsonTarget(request, names)
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  if (form || request.query.has('Action')) return classifyQuery(request, names)
  return unknownCall(request, 'rest-json')
}

/** A path that no table knows: only a policy that allows the whole service lets it through. */
function unknownCall(request: ReceivedRequest, protocol: Call['protocol']): Call {
  const checks: Call['checks'] = [{ action: `${request.service}:${request.method}`, resource: '*' }]
  return { request, protocol, operation: `${request.method} ${request.path}`, checks, parameters: {} }
}
