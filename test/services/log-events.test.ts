import { afterEach, describe, expect, it, vi } from 'vitest'
import { type LogPage, readLogPages } from '../../source/services/aws/log-events.ts'
import { followLog } from '../../source/services/follow-log.ts'
import { awsAt, serve } from '../support/aws-at.ts'

afterEach(() => vi.unstubAllEnvs())

const group = '/aws/lambda/digital-twin-dev-api'
const event = (eventId: string, timestamp: number) => ({ eventId, timestamp, message: `line ${eventId}` })
const shown = (pages: readonly LogPage[]) => pages.map(({ events }) => events.map(({ id }) => id))

async function collect(found: AsyncIterable<LogPage>): Promise<readonly LogPage[]> {
  const pages: LogPage[] = []
  for await (const page of found) pages.push(page)
  return pages
}

/** CloudWatch Logs with these answers, by the token that asks for them. */
async function logsWith(answers: Record<string, { status?: number; body: object }>) {
  const asked: Record<string, unknown>[] = []
  const endpoint = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const input = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
    asked.push(input)
    const { status = 200, body } = answers[String(input.nextToken ?? '')] ?? { status: 500, body: {} }
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  return { client: await awsAt(endpoint).logs(), asked }
}

describe('readLogPages', () => {
  it('goes on past an empty page that has a token, and sorts each page by time', async () => {
    const { client, asked } = await logsWith({
      '': { body: { events: [event('b', 20), event('a', 10)], nextToken: 'second' } },
      second: { body: { events: [], nextToken: 'third' } },
      third: { body: { events: [event('c', 30)] } },
    })
    const pages = await collect(readLogPages(client, { group, since: 5 }))
    expect(shown(pages)).toEqual([['a', 'b'], [], ['c']])
    expect(asked).toEqual([
      { logGroupName: group, startTime: 5 },
      { logGroupName: group, startTime: 5, nextToken: 'second' },
      { logGroupName: group, startTime: 5, nextToken: 'third' },
    ])
  })

  it('says that there is no such group', async () => {
    const body = { __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' }
    const { client } = await logsWith({ '': { status: 400, body } })
    const pages = await collect(readLogPages(client, { group, since: 0 }))
    expect(pages).toEqual([{ events: [], isThere: false }])
  })

  it('explains a refusal', async () => {
    const body = { __type: 'AccessDeniedException', message: 'User is not authorized to perform: logs:FilterLogEvents' }
    const { client } = await logsWith({ '': { status: 400, body } })
    await expect(collect(readLogPages(client, { group, since: 0 }))).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      details: { action: 'logs:FilterLogEvents' },
    })
  })
})

describe('followLog', () => {
  const page = (...events: [id: string, timestamp: number][]): LogPage => ({
    isThere: true,
    events: events.map(([id, timestamp]) => ({ id, timestamp, message: id })),
  })

  it('shows each event once, and those that arrive late as well', async () => {
    const looks = [
      [page(['a', 100_000]), page(['b', 200_000])],
      // “late” was written before “b” and found after it; a is too old to be asked for.
      [page(['late', 190_000], ['b', 200_000])],
      [page(['late', 190_000], ['b', 200_000], ['c', 210_000])],
    ]
    const asked: number[] = []
    const done = new Error('seen enough')
    let pauses = 0
    const following = followLog({
      since: 50_000,
      read: async function* (since) {
        asked.push(since)
        yield* looks[asked.length - 1] ?? []
      },
      pause: async () => {
        pauses += 1
        if (pauses === looks.length) throw done
      },
    })
    const pages: LogPage[] = []
    await expect(
      (async () => {
        for await (const each of following) pages.push(each)
      })(),
    ).rejects.toBe(done)
    expect(shown(pages)).toEqual([['a'], ['b'], ['late'], ['c']])
    expect(asked).toEqual([50_000, 140_000, 140_000])
  })
})
