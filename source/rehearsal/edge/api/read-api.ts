import type { Account } from '../account.ts'
import type { Route } from './match-route.ts'
import type { Throttle } from './token-bucket.ts'

interface RouteSettings {
  readonly throttlingRateLimit?: number
  readonly throttlingBurstLimit?: number
}

export interface Stage {
  readonly stageName: string
  readonly stageVariables?: Readonly<Record<string, string>>
  readonly defaultRouteSettings?: RouteSettings
  readonly routeSettings?: Readonly<Record<string, RouteSettings>>
}

export interface Integration {
  readonly integrationId: string
  readonly integrationType: string
  readonly integrationUri?: string
  readonly payloadFormatVersion?: string
  readonly timeoutInMillis?: number
}

export interface HttpApi {
  readonly stage: Stage
  readonly routes: readonly Route[]
  readonly integrations: readonly Integration[]
}

/** An HTTP API's `$default` stage, routes and integrations, or undefined when there is no such API or stage. */
export async function readApi(account: Account, apiId: string): Promise<HttpApi | undefined> {
  const path = `/v2/apis/${apiId}`
  const [stage, routes, integrations] = await Promise.all([
    account.read<Stage>('apigateway', `${path}/stages/%24default`),
    account.read<{ items?: readonly Route[] }>('apigateway', `${path}/routes`),
    account.read<{ items?: readonly Integration[] }>('apigateway', `${path}/integrations`),
  ])
  if (!stage) return undefined
  return { stage, routes: routes?.items ?? [], integrations: integrations?.items ?? [] }
}

/** What a stage allows for a route, where it sets anything; pure. */
export function throttleOf(stage: Stage, routeKey: string, otherwise: Throttle): Throttle {
  const own = stage.routeSettings?.[routeKey]
  return {
    rate: own?.throttlingRateLimit ?? (stage.defaultRouteSettings?.throttlingRateLimit || otherwise.rate),
    burst: own?.throttlingBurstLimit ?? (stage.defaultRouteSettings?.throttlingBurstLimit || otherwise.burst),
  }
}

/** The function that an integration calls, from either form of its address; pure. */
export function functionOfIntegration(uri: string): { readonly arn: string; readonly name: string } | undefined {
  const arn = /arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+/.exec(uri)?.[0]
  return arn === undefined ? undefined : { arn, name: arn.split(':').slice(6).join(':') }
}
