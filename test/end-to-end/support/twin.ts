/** A question as the page sends it. @throws when the answer is no reply. */
export async function askTwin(site: string, message: string): Promise<string> {
  const response = await fetch(`${site}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${site}/api/chat answered ${response.status}: ${text}`)
  return (JSON.parse(text) as { reply: string }).reply
}

export async function readHealth(site: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${site}/api/health`, { signal: AbortSignal.timeout(60_000) })
  return { httpStatus: response.status, ...((await response.json()) as object) }
}

/** The address in what a run printed. @throws when there is none. */
export function siteIn(output: string): string {
  const found = /http:\/\/localhost:\d+/.exec(output)?.[0]
  if (found) return found
  throw new Error(`There is no localhost address in:\n${output}`)
}
