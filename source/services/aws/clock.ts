import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import { explainAwsError } from './errors.ts'

export interface ClockReading {
  /** How far this computer's clock is ahead of AWS's; negative when it is behind. Milliseconds. */
  readonly aheadMs: number
  /** The true difference is within this much of it: half the round trip, and half of the header's whole second. */
  readonly uncertaintyMs: number
}

/**
 * AWS refuses a signature whose time differs from its own by more than five minutes ("Signature
 * expired", IAM user guide, "Troubleshoot signed requests"); S3 grants fifteen.
 */
export const acceptedSkewMs = 5 * 60_000

/** The part of a raw HTTP answer that is looked at. */
interface RawAnswer {
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Compares this computer's clock with the `Date` header of an answer from STS. The SDK corrects its
 * own signatures for a wrong clock without a word; other tools on the same computer do not.
 * A refusal (expired token, unknown key) tells the time as well.
 * @returns undefined when the answer does not tell the time.
 * @throws UserError when nobody answered.
 */
export async function readClock(sts: STSClient, signal?: AbortSignal): Promise<ClockReading | undefined> {
  const command = new GetCallerIdentityCommand({})
  const readings: ClockReading[] = []
  command.middlewareStack.add(
    (next) => async (args) => {
      const sent = Date.now()
      const answer = await next(args)
      const reading = compare((answer.response as RawAnswer).headers, sent, Date.now())
      if (reading) readings.push(reading)
      return answer
    },
    // Nearest to the wire: once per attempt, and with the answer as it came, whatever its status.
    { step: 'deserialize', priority: 'low' },
  )
  try {
    await sts.send(command, signal ? { abortSignal: signal } : {})
  } catch (problem) {
    if (readings.length === 0) throw explainAwsError(problem, 'comparing the clock with AWS’s')
  }
  // Later attempts go over a connection that is already open, and so are more exact.
  return readings.toSorted((a, b) => a.uncertaintyMs - b.uncertaintyMs)[0]
}

function compare(headers: RawAnswer['headers'], sent: number, received: number): ClockReading | undefined {
  const lower = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  // Something in between (a proxy, a sign-in page) has a clock of its own, but no request ids.
  const theirs = lower['x-amzn-requestid'] === undefined ? Number.NaN : Date.parse(lower.date ?? '')
  if (Number.isNaN(theirs)) return undefined
  // The header is cut to whole seconds (RFC 9110, 5.6.7), so on average it is half a second old.
  const halfSecond = 500
  return {
    aheadMs: Math.round((sent + received) / 2 - (theirs + halfSecond)),
    uncertaintyMs: Math.ceil((received - sent) / 2) + halfSecond,
  }
}
