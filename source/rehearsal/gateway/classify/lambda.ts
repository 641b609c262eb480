import type { Check } from '../call.ts'
import { regionalArn } from './arns.ts'
import type { Route, RouteMatch } from './routes.ts'

const functions = '/2015-03-31/functions'
const layers = '/2018-10-31/layers'

const resource = ({ request, account, parameters }: RouteMatch) => {
  const { FunctionName = bodyOf(request.body).FunctionName, LayerName, VersionNumber, Resource } = parameters
  if (Resource) return Resource
  if (LayerName) return regionalArn(request, account, `layer:${LayerName}${VersionNumber ? `:${VersionNumber}` : ''}`)
  if (typeof FunctionName !== 'string') return '*'
  return FunctionName.startsWith('arn:')
    ? FunctionName
    : regionalArn(request, account, `function:${FunctionName.split(':function:').at(-1)}`)
}

/** Operations whose action has the operation's own name. */
const route = (method: string, path: string, operation: string, action = operation, ...more: string[]): Route => ({
  method,
  path,
  operation,
  checks: (match) => {
    const on = resource(match)
    return [
      { action: `lambda:${action}`, resource: on },
      ...more.map((name) => ({ action: `lambda:${name}`, resource: on })),
    ]
  },
})

function bodyOf(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString() || '{}')
  } catch {
    return {}
  }
}

/** Giving a function its role takes iam:PassRole on the role (Lambda developer guide, execution roles). */
function withRole(base: Route): Route {
  return {
    ...base,
    checks: (match) => {
      const { Role, Layers, Tags } = bodyOf(match.request.body)
      const checks = base.checks(match)
      if (typeof Role === 'string') {
        checks.push({
          action: 'iam:PassRole',
          resource: Role,
          context: { 'iam:PassedToService': ['lambda.amazonaws.com'] },
        })
      }
      if (Array.isArray(Layers))
        checks.push(...Layers.map((layer): Check => ({ action: 'lambda:GetLayerVersion', resource: String(layer) })))
      if (Tags && typeof Tags === 'object' && Object.keys(Tags).length > 0)
        checks.push({ action: 'lambda:TagResource', resource: resource(match) })
      return checks
    },
  }
}

export const lambdaRoutes: readonly Route[] = [
  withRole(route('POST', functions, 'CreateFunction')),
  route('GET', functions, 'ListFunctions'),
  route('GET', `${functions}/{FunctionName}`, 'GetFunction'),
  route('DELETE', `${functions}/{FunctionName}`, 'DeleteFunction'),
  route('PUT', `${functions}/{FunctionName}/code`, 'UpdateFunctionCode'),
  route('GET', `${functions}/{FunctionName}/configuration`, 'GetFunctionConfiguration'),
  withRole(route('PUT', `${functions}/{FunctionName}/configuration`, 'UpdateFunctionConfiguration')),
  route('GET', `${functions}/{FunctionName}/versions`, 'ListVersionsByFunction'),
  route('POST', `${functions}/{FunctionName}/versions`, 'PublishVersion'),
  route('POST', `${functions}/{FunctionName}/policy`, 'AddPermission'),
  route('GET', `${functions}/{FunctionName}/policy`, 'GetPolicy'),
  route('DELETE', `${functions}/{FunctionName}/policy/{StatementId}`, 'RemovePermission'),
  route('POST', `${functions}/{FunctionName}/invocations`, 'Invoke', 'InvokeFunction'),
  route('GET', `${functions}/{FunctionName}/aliases`, 'ListAliases'),
  route('POST', `${functions}/{FunctionName}/aliases`, 'CreateAlias'),
  route('GET', `${functions}/{FunctionName}/aliases/{Name}`, 'GetAlias'),
  route('PUT', `${functions}/{FunctionName}/aliases/{Name}`, 'UpdateAlias'),
  route('DELETE', `${functions}/{FunctionName}/aliases/{Name}`, 'DeleteAlias'),
  route('GET', '/2020-06-30/functions/{FunctionName}/code-signing-config', 'GetFunctionCodeSigningConfig'),
  route('GET', '/2019-09-30/functions/{FunctionName}/concurrency', 'GetFunctionConcurrency'),
  route('PUT', '/2017-10-31/functions/{FunctionName}/concurrency', 'PutFunctionConcurrency'),
  route('GET', '/2019-09-25/functions/{FunctionName}/event-invoke-config', 'GetFunctionEventInvokeConfig'),
  route('GET', '/2021-07-20/functions/{FunctionName}/runtime-management-config', 'GetRuntimeManagementConfig'),
  route('GET', '/2024-08-31/functions/{FunctionName}/recursion-config', 'GetFunctionRecursionConfig'),
  route('GET', layers, 'ListLayers'),
  route('POST', `${layers}/{LayerName}/versions`, 'PublishLayerVersion'),
  route('GET', `${layers}/{LayerName}/versions`, 'ListLayerVersions'),
  route('GET', `${layers}/{LayerName}/versions/{VersionNumber}`, 'GetLayerVersion'),
  route('DELETE', `${layers}/{LayerName}/versions/{VersionNumber}`, 'DeleteLayerVersion'),
  route('GET', '/2017-03-31/tags/{Resource+}', 'ListTags'),
  route('POST', '/2017-03-31/tags/{Resource+}', 'TagResource'),
  route('DELETE', '/2017-03-31/tags/{Resource+}', 'UntagResource'),
  route('GET', '/2016-08-19/account-settings', 'GetAccountSettings'),
]
