import { randomUUID } from 'node:crypto'
import type { Account } from '../account.ts'
import type { FunctionService } from '../lambda/function-service.ts'
import { type EdgeRequest, type EdgeResponse, jsonResponse } from '../messages.ts'
import { remember } from '../remember.ts'
import { policyAllows } from '../resource-policy.ts'
import { buildEvent } from './build-event.ts'
import { mapResponse } from './map-response.ts'
import { matchRoute } from './match-route.ts'
import { functionOfIntegration, readApi, throttleOf } from './read-api.ts'
import { accountThrottle, createTokenBucket } from './token-bucket.ts'

const megabyte = 1024 * 1024
/** API Gateway quotas: payload of an HTTP API. */
export const payloadLimit = 10 * megabyte
/** Lambda quotas: synchronous invocation, request and response. */
const invocationLimit = 6 * megabyte
/** API Gateway quotas: integration timeout of an HTTP API, not raisable. */
const longestTimeout = 30_000

const message = (status: number, text: string) => jsonResponse(status, { message: text })
const notFound = () => message(404, 'Not Found')
const internalError = () => message(500, 'Internal Server Error')
const tooLarge = () => message(413, 'Request Entity Too Large')

/** HTTP APIs with Lambda proxy integrations, as they lie in the account. */
export function createHttpApis(account: Account, functions: FunctionService) {
  const apiOf = remember((apiId) => readApi(account, apiId), 1000)
  const buckets = new Map<string, ReturnType<typeof createTokenBucket>>()
  const bucketOf = (key: string) => {
    const bucket = buckets.get(key) ?? createTokenBucket()
    buckets.set(key, bucket)
    return bucket
  }

  /** Whether a function's own policy lets this API's route call it (`aws_lambda_permission`). */
  async function mayInvoke(target: { arn: string; name: string }, apiId: string, routeKey: string): Promise<boolean> {
    const [method, path] = routeKey === '$default' ? ['*', '/$default'] : routeKey.split(' ')
    const source = `arn:aws:execute-api:${account.region}:${account.account}:${apiId}/$default/${method === 'ANY' ? '*' : method}${path}`
    return policyAllows(await functions.policyOf(target.name), {
      service: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resource: target.arn,
      context: { 'aws:sourcearn': source, 'aws:sourceaccount': account.account },
    })
  }

  async function respond(request: EdgeRequest, apiId: string): Promise<EdgeResponse> {
    if (request.body.length > payloadLimit) return tooLarge()
    const api = await apiOf(apiId)
    const match = api && matchRoute(api.routes, request.method, request.path)
    if (!api || !match) return notFound()
    const { stage } = api
    const { routeKey } = match.route
    const bucket = bucketOf(`${apiId} ${stage.routeSettings?.[routeKey] ? routeKey : ''}`)
    if (!bucket(throttleOf(stage, routeKey, accountThrottle), performance.now()))
      return message(429, 'Too Many Requests')

    const integration = api.integrations.find((each) => match.route.target === `integrations/${each.integrationId}`)
    const target = functionOfIntegration(integration?.integrationUri ?? '')
    if (!target || !(await mayInvoke(target, apiId, routeKey))) return internalError()
    const requestId = randomUUID()
    const event = JSON.stringify(
      buildEvent({
        request,
        match,
        account: account.account,
        apiId,
        stage: stage.stageName,
        stageVariables: stage.stageVariables ?? {},
        domain: `${apiId}.execute-api.${account.region}.amazonaws.com`,
        requestId,
        traceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`,
        now: new Date(),
      }),
    )
    if (Buffer.byteLength(event) > invocationLimit) return tooLarge()
    const milliseconds = Math.min(integration?.timeoutInMillis ?? longestTimeout, longestTimeout)
    const outcome = await functions.invoke(target.name, event, milliseconds)
    if (outcome.kind === 'preparing') return message(503, outcome.reason)
    if (outcome.kind === 'late') return message(503, 'Service Unavailable')
    if (outcome.kind === 'failed' || Buffer.byteLength(outcome.payload) > invocationLimit) return internalError()
    const response = mapResponse(outcome.payload)
    return { ...response, headers: [...response.headers, ['apigw-requestid', requestId]] }
  }

  return {
    respond,

    /** Gets the functions behind an API ready, before anybody asks them anything. */
    async warmUp(apiId: string): Promise<boolean> {
      const api = await apiOf(apiId)
      const targets = (api?.integrations ?? []).flatMap(
        (each) => functionOfIntegration(each.integrationUri ?? '') ?? [],
      )
      await Promise.all(targets.map((target) => functions.warmUp(target.name)))
      return targets.length > 0
    },
  }
}

export type HttpApis = ReturnType<typeof createHttpApis>
