import type { Answer, Call } from '../gateway/call.ts'
import { jsonAnswer, serviceError } from '../gateway/errors.ts'
import { composeReply } from './compose-reply.ts'
import { findModel, inferenceProfile, isOnDemand, modelOf } from './models.ts'
import { type ConverseRequest, readConverse } from './read-converse.ts'

/** Bedrock's own rough rule for English text: one token is about four characters. */
const countTokens = (text: string) => Math.max(1, Math.ceil(text.length / 4))

/**
 * The rehearsal's stand-in for Bedrock's Converse operation: it refuses what Bedrock refuses, and
 * answers by quoting the passages of the system prompt that fit the last question.
 */
export function converse(call: Call): Answer {
  const started = Date.now()
  const problem = modelProblem(call)
  if (problem) return validation(call, problem)
  const request = readConverse(call.request.body)
  if (typeof request === 'string') return validation(call, request)
  const input = countTokens(request.system) + request.turns.reduce((sum, turn) => sum + countTokens(turn.text), 0)
  const limit = contextLimit(call)
  if (input > limit) return validation(call, `Input is too long for requested model. (${input} of ${limit} tokens)`)
  return jsonAnswer(200, describeReply(request, input, started))
}

function describeReply(request: ConverseRequest, inputTokens: number, started: number) {
  const whole = composeReply(request.system, request.turns.at(-1)?.text ?? '')
  const text = whole.slice(0, request.maxTokens * 4)
  const outputTokens = countTokens(text)
  return {
    metrics: { latencyMs: Date.now() - started },
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: text.length < whole.length ? 'max_tokens' : 'end_turn',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
  }
}

/** What Bedrock says about a model that cannot be called from here by that name; undefined when it can. */
function modelProblem(call: Call): string | undefined {
  const given = call.parameters.ModelId ?? ''
  const id = modelOf(given)
  const { region } = call.request
  if (given.startsWith('arn:') && given.split(':')[3] !== region) return 'The provided model identifier is invalid.'
  if (inferenceProfile(id, region)) return undefined
  if (!findModel(id)) return 'The provided model identifier is invalid.'
  if (isOnDemand(region)) return undefined
  return `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`
}

function contextLimit(call: Call): number {
  const id = modelOf(call.parameters.ModelId ?? '').replace(/^[a-z]+\.(?=amazon\.)/, '')
  return findModel(id)?.contextTokens ?? 128_000
}

const validation = (call: Call, message: string) => serviceError(call, 400, 'ValidationException', message)
