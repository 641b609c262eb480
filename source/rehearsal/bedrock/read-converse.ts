export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

export interface ConverseRequest {
  readonly system: string
  readonly turns: readonly Turn[]
  readonly maxTokens: number
}

type Json = Readonly<Record<string, unknown>>

/** The most that a Nova model writes in one answer, in tokens (Amazon Nova user guide, quotas). */
const outputLimit = 10_000

/** Reads a Converse body; a string says what Bedrock's validation would say about it. */
export function readConverse(body: Buffer): ConverseRequest | string {
  const input = parseObject(body)
  if (!input) return 'The request body is not valid JSON.'
  const turns = readTurns(input.messages)
  if (typeof turns === 'string') return turns
  const system = readBlocks(input.system ?? [])
  if (system === undefined) return 'The system field must hold text blocks that are not blank.'
  const settings = readSettings(input.inferenceConfig)
  if (typeof settings === 'string') return settings
  return { system, turns, maxTokens: settings }
}

function parseObject(body: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

/** The rules on turns are those of the Converse API reference, "messages". */
function readTurns(value: unknown): Turn[] | string {
  if (!Array.isArray(value) || value.length === 0)
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.'
  const turns: Turn[] = []
  for (const [index, message] of (value as Json[]).entries()) {
    const { role, content } = message ?? {}
    if (role !== 'user' && role !== 'assistant') return `messages.${index}.role must be one of user, assistant.`
    const text = readBlocks(content)
    if (text === undefined || text.trim() === '')
      return `The text field in the ContentBlock object at messages.${index}.content.0 is blank. Add text to the text field, and try again.`
    if (role === turns.at(-1)?.role)
      return 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.'
    turns.push({ role, text })
  }
  if (turns[0]?.role !== 'user')
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.'
  if (turns.at(-1)?.role !== 'user')
    return 'A conversation must end with a user message. Try again with a conversation that ends with a user message.'
  return turns
}

function readBlocks(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined
  const texts: string[] = []
  for (const block of value as Json[]) {
    if (typeof block?.text === 'string') texts.push(block.text)
    else if (!block?.cachePoint) return undefined
  }
  return texts.join('\n')
}

function readSettings(value: unknown): number | string {
  const { maxTokens = outputLimit, temperature = 0.7, topP = 0.9 } = (value ?? {}) as Json
  if (!Number.isInteger(maxTokens) || (maxTokens as number) < 1)
    return 'inferenceConfig.maxTokens must be greater than or equal to 1.'
  if ((maxTokens as number) > outputLimit)
    return `The maximum tokens you requested exceeds the model limit of ${outputLimit}. Try again with a maximum tokens value that is lower than ${outputLimit}.`
  for (const [name, number] of Object.entries({ temperature, topP })) {
    if (typeof number !== 'number' || number < 0 || number > 1)
      return `inferenceConfig.${name} must be between 0 and 1.`
  }
  return maxTokens as number
}
