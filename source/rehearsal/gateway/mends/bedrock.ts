import { describeBedrock } from '../../bedrock/control-plane.ts'
import { converse } from '../../bedrock/converse.ts'
import { serviceError } from '../errors.ts'
import type { Mend } from './mend.ts'

const describe: Mend = async (call, { id }) =>
  describeBedrock(call, id) ??
  serviceError(call, 404, 'ResourceNotFoundException', `The rehearsal's Bedrock has no ${call.operation}.`)

/** InvokeModel and the streams have no stand-in: the twin speaks Converse. */
const unsupported: Mend = async (call) =>
  serviceError(
    call,
    400,
    'ValidationException',
    `The rehearsal's Bedrock answers Converse only, not ${call.operation}.`,
  )

export const bedrockMends: Readonly<Record<string, Mend>> = {
  'bedrock:Converse': async (call) => converse(call),
  'bedrock:ConverseStream': unsupported,
  'bedrock:InvokeModel': unsupported,
  'bedrock:ListFoundationModels': describe,
  'bedrock:GetFoundationModel': describe,
  'bedrock:GetFoundationModelAvailability': describe,
  'bedrock:ListInferenceProfiles': describe,
  'bedrock:GetInferenceProfile': describe,
}
