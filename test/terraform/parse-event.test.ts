import { describe, expect, it } from 'vitest'
import { parseTerraformLine } from '../../source/services/terraform/parse-event.ts'
import { fixtureEvents, fixtureLines } from './read-fixture.ts'

describe('parseTerraformLine', () => {
  it('reads every JSON line of a real apply', () => {
    const lines = fixtureLines('apply')
    expect(lines.length).toBeGreaterThan(20)
    for (const line of lines) expect(parseTerraformLine(line), line).toBeDefined()
  })

  it('leaves out ids, which a terminal or a log would show', () => {
    const lines = fixtureLines('apply')
    expect(lines.join()).toContain('id_value')
    expect(JSON.stringify(fixtureEvents('apply'))).not.toMatch(/id_value|\[id=/)
  })

  it('tells start and end of a resource with its key and seconds', () => {
    const events = fixtureEvents('apply')
    const key = { address: 'aws_s3_bucket.this["data"]', type: 'aws_s3_bucket', name: 'this', key: 'data' }
    expect(events).toContainEqual({ type: 'started', resource: key, action: 'create' })
    expect(events).toContainEqual(expect.objectContaining({ type: 'finished', resource: key, action: 'create' }))
  })

  it('reads summary and outputs, and no value of a sensitive one', () => {
    const events = fixtureEvents('apply')
    expect(events).toContainEqual({ type: 'summary', operation: 'apply', add: 32, change: 0, remove: 0 })
    const outputs = events.find((event) => event.type === 'outputs')?.outputs
    expect(outputs?.frontend_bucket).toEqual({ sensitive: false, value: 'digital-twin-dev-frontend-123456789012' })
    expect(outputs?.api_gateway_url).toEqual({ sensitive: true })
  })

  it('reads plans with drift, and long-running removals', () => {
    const plan = fixtureEvents('plan')
    expect(plan.filter(({ type }) => type === 'drifted').length).toBeGreaterThan(0)
    expect(plan).toContainEqual(expect.objectContaining({ type: 'planned', action: 'update' }))
    expect(fixtureEvents('destroy')).toContainEqual(expect.objectContaining({ type: 'working', seconds: 10 }))
  })

  it('passes over the lines of `init -json` that are not JSON', () => {
    const lines = fixtureLines('init')
    expect(lines.some((line) => !line.startsWith('{'))).toBe(true)
    expect(fixtureEvents('init').map(({ type }) => type)).toEqual(expect.arrayContaining(['version', 'message']))
  })

  it.each(['', 'plain text', '{', '{"type":"unheard_of"}', '{}', '{"type":7}', '[1]', '{"type":"apply_start"}'])(
    'survives %j',
    (line) => {
      expect(() => parseTerraformLine(line)).not.toThrow()
    },
  )
})
