import {
  type BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  type InferenceProfileSummary,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock'
import type { UserError } from '../../errors.ts'
import { troubleError } from '../../troubles/find-trouble.ts'
import { explained } from './errors.ts'

/** A model that can be asked from this region, and everything a role must be allowed for it. */
export interface UsableModel {
  readonly id: string
  /** The inference profile, if it is one, and the model in every region it may send a request to. */
  readonly arns: readonly string[]
}

/**
 * Checks that a model or inference profile can be used from the client's region.
 * @throws UserError MODEL_NOT_IN_REGION, MODEL_NEEDS_PROFILE, MODEL_NOT_AVAILABLE, or what AWS refused.
 */
export async function checkModel(bedrock: BedrockClient, id: string): Promise<UsableModel> {
  return explained('checking the Bedrock model', async () => {
    const region = await bedrock.config.region()
    const profiles = await listProfiles(bedrock)
    const profile = profiles.find((each) => each.inferenceProfileId === id || each.inferenceProfileArn === id)
    const model = profile ? await availableModel(bedrock, profile) : await onDemandModel(bedrock, id, region, profiles)
    return { id, arns: model }
  })
}

async function listProfiles(bedrock: BedrockClient): Promise<readonly InferenceProfileSummary[]> {
  const profiles: InferenceProfileSummary[] = []
  for await (const page of paginateListInferenceProfiles({ client: bedrock }, { maxResults: 1000 })) {
    profiles.push(...(page.inferenceProfileSummaries ?? []))
  }
  return profiles
}

async function availableModel(bedrock: BedrockClient, profile: InferenceProfileSummary): Promise<readonly string[]> {
  const models = (profile.models ?? []).flatMap(({ modelArn }) => (modelArn ? [modelArn] : []))
  const modelId = models[0]?.split('/').at(-1)
  if (modelId) await requireAvailability(bedrock, modelId)
  return [profile.inferenceProfileArn ?? '', ...models].filter(Boolean)
}

/** A plain model id works only where the model is offered on demand; most newer ones want a profile. */
async function onDemandModel(
  bedrock: BedrockClient,
  id: string,
  region: string,
  profiles: readonly InferenceProfileSummary[],
): Promise<readonly string[]> {
  const { modelDetails } = await bedrock
    .send(new GetFoundationModelCommand({ modelIdentifier: id }))
    .catch((problem) => {
      if (/^(ValidationException|ResourceNotFoundException)$/.test((problem as Error).name)) {
        throw notInRegion(id, region, profiles)
      }
      throw problem
    })
  if (!modelDetails?.inferenceTypesSupported?.includes('ON_DEMAND')) {
    const fitting = profiles.find(({ inferenceProfileId }) =>
      inferenceProfileId?.endsWith(`.${id}`),
    )?.inferenceProfileId
    throw troubleError('MODEL_NEEDS_PROFILE', { model: id, region, offered: fitting ? [fitting] : [] })
  }
  await requireAvailability(bedrock, id)
  return [modelDetails.modelArn ?? '']
}

async function requireAvailability(bedrock: BedrockClient, modelId: string): Promise<void> {
  const answer = await bedrock.send(new GetFoundationModelAvailabilityCommand({ modelId }))
  const isUsable =
    answer.authorizationStatus === 'AUTHORIZED' &&
    answer.entitlementAvailability === 'AVAILABLE' &&
    answer.regionAvailability === 'AVAILABLE'
  if (isUsable) return
  const reason = `agreement: ${answer.agreementAvailability?.status ?? 'unknown'}`
  throw troubleError('MODEL_NOT_AVAILABLE', { model: modelId, reason })
}

function notInRegion(id: string, region: string, profiles: readonly InferenceProfileSummary[]): UserError {
  const offered = profiles.flatMap(({ inferenceProfileId }) =>
    inferenceProfileId?.includes('.nova-') ? [inferenceProfileId] : [],
  )
  return troubleError('MODEL_NOT_IN_REGION', { model: id, region, offered })
}
