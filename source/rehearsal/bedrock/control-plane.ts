import type { Answer, Call } from '../gateway/call.ts'
import { regionalArn } from '../gateway/classify/arns.ts'
import { jsonAnswer, serviceError } from '../gateway/errors.ts'
import {
  findModel,
  type InferenceProfile,
  inferenceProfile,
  isOnDemand,
  type Model,
  modelArn,
  modelOf,
  modelsIn,
  profilesIn,
} from './models.ts'

const created = '2024-12-01T00:00:00Z'

/** Bedrock's operations that describe models, in the shapes of its API model (service id "Bedrock"). */
export function describeBedrock(call: Call, account: string): Answer | undefined {
  const { region } = call.request
  const id = modelOf(call.parameters.ModelId ?? '')
  if (call.operation === 'ListFoundationModels') {
    return jsonAnswer(200, { modelSummaries: modelsIn(region).map((model) => describeModel(model, region)) })
  }
  if (call.operation === 'GetFoundationModel') {
    const model = modelsIn(region).find((known) => known.id === id)
    return model ? jsonAnswer(200, { modelDetails: describeModel(model, region) }) : unknownModel(call)
  }
  if (call.operation === 'GetFoundationModelAvailability') return modelAvailability(call, id)
  if (call.operation === 'ListInferenceProfiles') return listProfiles(call, account)
  if (call.operation === 'GetInferenceProfile') {
    const profile = inferenceProfile(id, region)
    return profile ? jsonAnswer(200, describeProfile(call, account, profile)) : unknownProfile(call)
  }
  return undefined
}

function describeModel(model: Model, region: string) {
  return {
    modelArn: modelArn(region, model.id),
    modelId: model.id,
    modelName: model.name,
    providerName: 'Amazon',
    inputModalities: model.inputs,
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    customizationsSupported: [],
    inferenceTypesSupported: isOnDemand(region) ? ['ON_DEMAND', 'INFERENCE_PROFILE'] : ['INFERENCE_PROFILE'],
    modelLifecycle: { status: 'ACTIVE' },
  }
}

function modelAvailability(call: Call, id: string): Answer {
  const known = findModel(id) && modelsIn(call.request.region).length > 0
  if (!known) return unknownModel(call)
  return jsonAnswer(200, {
    modelId: id,
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
  })
}

function listProfiles(call: Call, account: string): Answer {
  const type = call.request.query.get('type')
  const profiles = type === 'APPLICATION' ? [] : profilesIn(call.request.region)
  return jsonAnswer(200, {
    inferenceProfileSummaries: profiles.map((profile) => describeProfile(call, account, profile)),
  })
}

function describeProfile(call: Call, account: string, profile: InferenceProfile) {
  return {
    inferenceProfileName: profile.name,
    description: profile.description,
    createdAt: created,
    updatedAt: created,
    inferenceProfileArn: regionalArn(call.request, account, `inference-profile/${profile.id}`),
    models: profile.modelArns.map((arn) => ({ modelArn: arn })),
    inferenceProfileId: profile.id,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
  }
}

const unknownModel = (call: Call) =>
  serviceError(call, 400, 'ValidationException', 'The provided model identifier is invalid.')

const unknownProfile = (call: Call) =>
  serviceError(call, 404, 'ResourceNotFoundException', 'The requested inference profile does not exist.')
