import { afterEach, describe, expect, it, vi } from 'vitest'
import { readClock } from '../../source/services/aws/clock.ts'
import { awsAt, serve, xmlError } from '../support/aws-at.ts'

afterEach(() => vi.unstubAllEnvs())

const caller =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ann</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'

interface Answer {
  /** How far the server's clock stands from ours, in milliseconds. */
  readonly offset?: number
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An STS with a clock of its own. */
async function clockOf({ offset = 0, status = 200, body = caller, headers = { 'x-amzn-requestid': '1' } }: Answer) {
  const endpoint = await serve((_, response) => {
    response.writeHead(status, {
      'content-type': 'text/xml',
      date: new Date(Date.now() + offset).toUTCString(),
      ...headers,
    })
    response.end(body)
  })
  return readClock(await awsAt(endpoint).sts())
}

describe('the clock', () => {
  it.each([
    ['right', 0],
    ['ten minutes slow', 600_000],
    ['an hour fast', -3_600_000],
  ])('%s', async (_, offset) => {
    const reading = await clockOf({ offset })
    expect(reading).toBeDefined()
    const { aheadMs = Number.NaN, uncertaintyMs = Number.NaN } = reading ?? {}
    expect(Math.abs(aheadMs + offset)).toBeLessThanOrEqual(uncertaintyMs)
    expect(uncertaintyMs).toBeGreaterThanOrEqual(500)
    expect(uncertaintyMs).toBeLessThan(3_000)
  })

  it('is told by a refusal as well', async () => {
    const reading = await clockOf({ offset: 600_000, status: 403, body: xmlError('ExpiredToken') })
    expect(Math.round((reading?.aheadMs ?? 0) / 60_000)).toBe(-10)
  })

  it('is not taken from something that stands in between', async () => {
    expect(await clockOf({ offset: 600_000, headers: {} })).toBeUndefined()
  })

  it('is not known when the date makes no sense', async () => {
    expect(await clockOf({ headers: { 'x-amzn-requestid': '1', date: 'yesterday' } })).toBeUndefined()
  })

  it('is not known, and said so, when nobody answers', async () => {
    await expect(readClock(await awsAt('http://127.0.0.1:1').sts())).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
    })
  })
})
