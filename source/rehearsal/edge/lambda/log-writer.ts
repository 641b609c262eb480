import { type Account, type Credentials, signedAs } from '../account.ts'

/** Milliseconds that lines are gathered for before they are sent. */
const gathering = 200

/**
 * Writes a function's log where Lambda does: to a stream in its log group, with the credentials of its role. What the
 * account refuses goes to `log`, once.
 */
export function createLogWriter(
  account: Account,
  credentials: Credentials,
  place: { readonly group: string; readonly stream: string },
  log: (line: string) => void,
) {
  const { group: logGroupName, stream: logStreamName } = place
  let lines: { timestamp: number; message: string }[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()
  let refused = false
  let created = false

  async function send(operation: string, body: unknown): Promise<void> {
    const response = await fetch(`${account.endpoint}/`, {
      method: 'POST',
      headers: {
        ...signedAs(credentials, account.region, 'logs'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`)
    await response.arrayBuffer()
  }

  async function sendLines(): Promise<void> {
    const logEvents = lines
    lines = []
    if (logEvents.length === 0 || refused) return
    try {
      if (!created) await send('CreateLogStream', { logGroupName, logStreamName })
      created = true
      await send('PutLogEvents', { logGroupName, logStreamName, logEvents })
    } catch (error) {
      refused = true
      log(`The function's log could not be written to ${logGroupName}: ${(error as Error).message}`)
    }
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    sending = sending.then(sendLines)
    return sending
  }
  return {
    write(message: string): void {
      if (message.trim() !== '') lines.push({ timestamp: Date.now(), message })
      timer ??= setTimeout(flush, gathering).unref()
    },
    flush,
  }
}
