/** A visitor whose browser keeps the cookie by which the twin knows the conversation. */
export interface Visitor {
  readonly cookie: string
}

/** Says something as a new visitor. @throws when the twin does not answer. */
export async function startTalk(site: string, message: string): Promise<Visitor> {
  const response = await fetch(`${site}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await response.text()
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!response.ok || !cookie) throw new Error(`${site}/api/chat answered ${response.status}: ${text}`)
  return { cookie }
}

/** What the twin remembers of the visitor's conversation. */
export async function readTalk(site: string, { cookie }: Visitor): Promise<string> {
  const response = await fetch(`${site}/api/conversation`, {
    headers: { cookie },
    signal: AbortSignal.timeout(60_000),
  })
  return response.text()
}
