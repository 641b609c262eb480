import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { explained } from './errors.ts'

export interface LogEvent {
  /** CloudWatch's own, which no other event of the group has. */
  readonly id: string
  /** Milliseconds since 1970, as the writer of the line tells it. */
  readonly timestamp: number
  readonly message: string
}

export interface LogQuery {
  readonly group: string
  /** Milliseconds since 1970; earlier events are left out. */
  readonly since: number
  readonly signal?: AbortSignal
}

export interface LogPage {
  readonly events: readonly LogEvent[]
  /** False when there is no such log group. */
  readonly isThere: boolean
}

/**
 * The events of a log group, page by page, the oldest first. A page may be empty and yet not the last: only a missing
 * token ends them (CloudWatch Logs API reference, FilterLogEvents, "nextToken"). Events of several streams are sorted
 * by their time here, since the service only promises the order in which they arrived.
 */
export async function* readLogPages(
  logs: CloudWatchLogsClient,
  { group, since, signal }: LogQuery,
): AsyncGenerator<LogPage> {
  let nextToken: string | undefined
  do {
    const input = { logGroupName: group, startTime: since, ...(nextToken ? { nextToken } : {}) }
    const page = await explained('reading the log', () =>
      logs.send(new FilterLogEventsCommand(input), signal ? { abortSignal: signal } : {}).catch(noSuchGroup),
    )
    if (!page) {
      yield { events: [], isThere: false }
      return
    }
    const events = (page.events ?? []).map(({ eventId = '', timestamp = 0, message = '' }) => ({
      id: eventId,
      timestamp,
      message,
    }))
    yield { events: events.toSorted((one, other) => one.timestamp - other.timestamp), isThere: true }
    nextToken = page.nextToken
  } while (nextToken)
}

function noSuchGroup(problem: unknown): undefined {
  if ((problem as Error).name !== 'ResourceNotFoundException') throw problem
  return undefined
}
