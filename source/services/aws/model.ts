import {
  type BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  type InferenceProfileSummary,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock'
import { UserError } from '../../errors.ts'
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
    throw new UserError(
      'MODEL_NEEDS_PROFILE',
      `${id} cannot be asked by its plain name in ${region}: it needs an inference profile.`,
      [fitting ? `Use --model ${fitting}` : 'See what is offered: aws bedrock list-inference-profiles'],
    )
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
  throw new UserError(
    'MODEL_NOT_AVAILABLE',
    `Your account may not use ${modelId} yet (agreement: ${answer.agreementAvailability?.status ?? 'unknown'}).`,
    [
      'Open the model’s page in the Bedrock console and accept its terms or fill in its form: https://console.aws.amazon.com/bedrock/home#/model-catalog',
      'Or choose another one with --model, such as an Amazon Nova model, which needs no form.',
    ],
  )
}

function notInRegion(id: string, region: string, profiles: readonly InferenceProfileSummary[]): UserError {
  const offered = profiles.flatMap(({ inferenceProfileId }) =>
    inferenceProfileId?.includes('.nova-') ? [inferenceProfileId] : [],
  )
  return new UserError(
    'MODEL_NOT_IN_REGION',
    `Bedrock in ${region} knows no model or inference profile called ${id}.`,
    [
      offered.length > 0
        ? `Amazon Nova there: ${offered.join(', ')}`
        : 'See what is offered: aws bedrock list-inference-profiles',
      'Choose one with --model, or another region with --region.',
    ],
  )
}
