import { describe, expect, it } from 'vitest'
import { readHealth } from '../../source/services/health.ts'
import { serve } from '../support/aws-at.ts'

const never = new AbortController().signal
const well = '{"status":"ok","environment":"dev","version":"1+abc"}'

describe('the twin’s health', () => {
  it('is its own JSON', async () => {
    const asked: unknown[] = []
    const site = await serve((request, response) => {
      asked.push(request.url)
      response.end(well)
    })
    expect(await readHealth(site, never)).toEqual({ health: JSON.parse(well) })
    expect(asked).toEqual(['/api/health'])
  })

  it.each([
    ['a page with 200', 200, '<!doctype html><title>Twin</title>'],
    ['other JSON', 200, '{"message":"Forbidden"}'],
    ['another status word', 200, '{"status":"down","environment":"dev","version":"1"}'],
    ['nothing', 200, ''],
    ['an error', 503, '{"error":{"code":"unavailable"}}'],
  ])('is not %s', async (_, status, body) => {
    const site = await serve((_, response) => response.writeHead(status).end(body))
    expect(await readHealth(site, never)).toEqual({ trouble: `it answers ${status} without the twin’s health`, status })
  })

  it('is unknown while nobody answers', async () => {
    expect(await readHealth('http://127.0.0.1:9', never)).toMatchObject({
      trouble: expect.stringContaining('no answer yet'),
    })
  })

  it('is not waited for after an interrupt', async () => {
    const controller = new AbortController()
    const site = await serve(() => controller.abort())
    expect(await readHealth(site, controller.signal)).toEqual({ trouble: 'no answer yet' })
  })
})
