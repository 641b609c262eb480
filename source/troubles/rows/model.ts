import { rows } from '../trouble.ts'

const listed = 'aws bedrock list-inference-profiles   # shows what is offered'

export const modelRows = rows('model', [
  {
    code: 'MODEL_NEEDS_PROFILE',
    title: 'The model needs an inference profile',
    text: /on-demand throughput isn.t supported/i,
    cause: ({ model = 'This model', region }) =>
      `${model} cannot be asked by its plain name${region ? ` in ${region}` : ''}: it needs an inference profile.`,
    mend: ({ offered = [] }) => [...offered.slice(0, 1).map((id) => `Use --model ${id}`), listed],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html',
  },
  {
    code: 'MODEL_NOT_AVAILABLE',
    title: 'The account may not use the model yet',
    text: /don.t have access to the model with the specified model ID/i,
    cause: ({ model = 'this model', reason }) =>
      `Your account may not use ${model} yet${reason ? ` (${reason})` : ''}.`,
    mend: () => [
      'Open the model’s page in the Bedrock console and accept its terms or fill in its form: https://console.aws.amazon.com/bedrock/home#/model-catalog',
      'Or choose another one with --model, such as an Amazon Nova model, which needs no form.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html',
  },
  {
    code: 'MODEL_NOT_IN_REGION',
    title: 'The model is not offered in the region',
    text: /provided model identifier is invalid/i,
    cause: ({ model = 'this', region = 'this region' }) =>
      `Bedrock in ${region} knows no model or inference profile called ${model}.`,
    mend: ({ offered = [] }) => [
      offered.length > 0 ? `Amazon Nova there: ${offered.join(', ')}` : listed,
      'Choose one with --model, or another region with --region.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/models-regions.html',
  },
])
