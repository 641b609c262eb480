import { inferenceProfile, modelArn, modelOf } from '../../bedrock/models.ts'
import type { Check } from '../call.ts'
import { regionalArn } from './arns.ts'
import type { Route, RouteMatch } from './routes.ts'

const foundation = ({ request, parameters }: RouteMatch) => modelArn(request.region, modelOf(parameters.ModelId ?? ''))

/**
 * Invoking through an inference profile is authorised on the profile and on the model in every
 * region that the profile may send the request to (Bedrock user guide, "Prerequisites for inference profiles").
 */
function invocation(action: string) {
  return ({ request, account, parameters }: RouteMatch): [Check, ...Check[]] => {
    const id = modelOf(parameters.ModelId ?? '')
    const profile = inferenceProfile(id, request.region)
    if (!profile) return [{ action, resource: modelArn(request.region, id) }]
    const resource = regionalArn(request, account, `inference-profile/${id}`)
    return [{ action, resource }, ...profile.modelArns.map((arn) => ({ action, resource: arn }))]
  }
}

const onEverything = (action: string) => (): [Check] => [{ action: `bedrock:${action}`, resource: '*' }]

export const bedrockRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/model/{ModelId}/converse',
    operation: 'Converse',
    checks: invocation('bedrock:InvokeModel'),
  },
  {
    method: 'POST',
    path: '/model/{ModelId}/invoke',
    operation: 'InvokeModel',
    checks: invocation('bedrock:InvokeModel'),
  },
  {
    method: 'POST',
    path: '/model/{ModelId}/converse-stream',
    operation: 'ConverseStream',
    checks: invocation('bedrock:InvokeModelWithResponseStream'),
  },
  {
    method: 'GET',
    path: '/foundation-models',
    operation: 'ListFoundationModels',
    checks: onEverything('ListFoundationModels'),
  },
  {
    method: 'GET',
    path: '/foundation-models/{ModelId}',
    operation: 'GetFoundationModel',
    checks: (match) => [{ action: 'bedrock:GetFoundationModel', resource: foundation(match) }],
  },
  {
    method: 'GET',
    path: '/foundation-model-availability/{ModelId}',
    operation: 'GetFoundationModelAvailability',
    checks: onEverything('GetFoundationModelAvailability'),
  },
  {
    method: 'GET',
    path: '/inference-profiles',
    operation: 'ListInferenceProfiles',
    checks: onEverything('ListInferenceProfiles'),
  },
  {
    method: 'GET',
    path: '/inference-profiles/{ModelId+}',
    operation: 'GetInferenceProfile',
    checks: (match) => {
      const id = modelOf(match.parameters.ModelId ?? '')
      return [
        {
          action: 'bedrock:GetInferenceProfile',
          resource: regionalArn(match.request, match.account, `inference-profile/${id}`),
        },
      ]
    },
  },
]
