import { partitionOf } from '../../names.ts'

export interface Model {
  readonly id: string
  readonly name: string
  readonly inputs: readonly string[]
  /** What a request and its answer may hold together, in tokens. */
  readonly contextTokens: number
}

/** The Amazon Nova text models (Amazon Nova user guide, "What is Amazon Nova?"). */
export const models: readonly Model[] = [
  { id: 'amazon.nova-micro-v1:0', name: 'Nova Micro', inputs: ['TEXT'], contextTokens: 128_000 },
  { id: 'amazon.nova-lite-v1:0', name: 'Nova Lite', inputs: ['TEXT', 'IMAGE', 'VIDEO'], contextTokens: 300_000 },
  { id: 'amazon.nova-pro-v1:0', name: 'Nova Pro', inputs: ['TEXT', 'IMAGE', 'VIDEO'], contextTokens: 300_000 },
]

/**
 * Where a system-defined profile of the Nova models may send a request (Bedrock user guide,
 * "Supported Regions and models for inference profiles"). The same regions may call it.
 */
const destinations: Readonly<Record<string, readonly string[]>> = {
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'],
  apac: ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
}

const geographies: Readonly<Record<string, string>> = { us: 'US', eu: 'EU', apac: 'APAC' }

/** Regions in which the Nova models can be called by their plain id. */
const onDemandRegions = new Set(['us-east-1'])

export const isOnDemand = (region: string) => onDemandRegions.has(region)

export interface InferenceProfile {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly modelArns: readonly string[]
}

export const modelArn = (region: string, modelId: string) =>
  `arn:${partitionOf(region)}:bedrock:${region}::foundation-model/${modelId}`

/** The id in what a request calls a model: an id, a profile's id, or an ARN of either. */
export const modelOf = (identifier: string) =>
  identifier.startsWith('arn:') ? (identifier.split('/').at(-1) ?? '') : identifier

export const findModel = (id: string) => models.find((model) => model.id === id)

/** The models that can be called from a region at all. */
export const modelsIn = (region: string) =>
  isOnDemand(region) || Object.values(destinations).some((regions) => regions.includes(region)) ? models : []

/** The profile of that id as seen from a region; undefined when that region has none such. */
export const inferenceProfile = (id: string, region: string) => profilesIn(region).find((profile) => profile.id === id)

export function profilesIn(region: string): InferenceProfile[] {
  return Object.entries(destinations)
    .filter(([, regions]) => regions.includes(region))
    .flatMap(([prefix, regions]) =>
      models.map((model) => ({
        id: `${prefix}.${model.id}`,
        name: `${geographies[prefix]} ${model.name}`,
        description: `Routes requests to ${model.name} in ${regions.join(', ')}.`,
        modelArns: regions.map((destination) => modelArn(destination, model.id)),
      })),
    )
}
