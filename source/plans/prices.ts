/** List prices of us-east-1, on demand, beyond any free tier; other regions are somewhat dearer. */
export const pricesAsOf = 'November 2026'
export const pricesSource = 'https://aws.amazon.com/pricing'

/** US dollars. */
const prices = {
  novaLitePerMillionInputTokens: 0.06,
  novaLitePerMillionOutputTokens: 0.24,
  httpApiPerMillionRequests: 1,
  cloudFrontPerMillionRequests: 1,
  cloudFrontPerGigabyte: 0.085,
  lambdaPerMillionRequests: 0.2,
  lambdaPerGigabyteSecond: 0.0000133334,
  s3PerMillionWrites: 5,
  logsPerGigabyte: 0.5,
  /** Each, beyond the first ten of an account. */
  alarmPerMonth: 0.1,
}

/** US dollars a month for one CloudWatch alarm, when the account has its ten free ones. */
export const alarmPerMonth = prices.alarmPerMonth

/** What one message is taken to need: the twin's data goes to the model with every message. */
const message = {
  inputTokens: 9_000,
  outputTokens: 350,
  /** The page's files, the conversation, the message itself. */
  requests: 8,
  gigabytes: 0.0004,
  /** How long the function runs; what it costs grows with its memory. */
  lambdaSeconds: 5,
  writes: 1,
  logGigabytes: 0.000002,
}

const daysPerMonth = 30.4

export interface MonthlyCost {
  /** US dollars a month, before tax. */
  readonly total: number
  readonly model: number
}

/** Of the function, as the stack makes it. */
const usualMegabytes = 512

/** A rough monthly bill for so many messages a day, with a function of so much memory. */
export function monthlyCost({
  messagesPerDay,
  megabytes = usualMegabytes,
}: {
  readonly messagesPerDay: number
  readonly megabytes?: number
}): MonthlyCost {
  const messages = messagesPerDay * daysPerMonth
  const million = 1e6
  const model =
    (messages / million) *
    (message.inputTokens * prices.novaLitePerMillionInputTokens +
      message.outputTokens * prices.novaLitePerMillionOutputTokens)
  const requests =
    ((messages * message.requests) / million) *
    (prices.cloudFrontPerMillionRequests + prices.httpApiPerMillionRequests + prices.lambdaPerMillionRequests)
  const rest =
    messages *
    (message.gigabytes * prices.cloudFrontPerGigabyte +
      message.lambdaSeconds * (megabytes / 1024) * prices.lambdaPerGigabyteSecond +
      (message.writes * prices.s3PerMillionWrites) / million +
      message.logGigabytes * prices.logsPerGigabyte)
  return { total: model + requests + rest, model }
}
