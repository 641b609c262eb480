import { afterEach, describe, expect, it, vi } from 'vitest'
import type { EngineEvent } from '../../source/engine/events.ts'
import { createJsonHost } from '../../source/ui/json-host.ts'
import { createPlainHost } from '../../source/ui/plain-host.ts'
import { plainTheme } from '../support/plain-theme.ts'

afterEach(() => vi.useRealTimers())

const events: EngineEvent[] = [
  { type: 'step-start', id: 'a', title: 'State bucket' },
  { type: 'step-progress', id: 'a', title: 'State bucket', message: 'making it', done: 1, total: 2 },
  { type: 'step-end', id: 'a', title: 'State bucket', outcome: 'applied', detail: 'there', milliseconds: 1500 },
  { type: 'stopping' },
]

describe('the plain host', () => {
  it('writes a line when a step ends, and never one that is drawn again', async () => {
    const lines: string[] = []
    const host = createPlainHost((line) => lines.push(line), plainTheme, 100)
    await host.begin()
    for (const event of events) host.notify(event)
    await host.end()
    expect(lines).toEqual([' ✚ State bucket             there · 1.5 s', expect.stringContaining(' Stopping safely')])
    expect(lines.join('')).not.toContain('\u001B')
    expect(lines.join('')).not.toContain('\r')
  })

  it('says now and then what is still under way, and stops saying it', async () => {
    vi.useFakeTimers()
    const lines: string[] = []
    const host = createPlainHost((line) => lines.push(line), plainTheme)
    await host.begin()
    for (const event of events.slice(0, 2)) host.notify(event)
    vi.advanceTimersByTime(15_000)
    expect(lines).toEqual([' · still at it: State bucket, making it'])
    host.notify(events[2] as EngineEvent)
    lines.length = 0
    vi.advanceTimersByTime(60_000)
    await host.end()
    expect(lines).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the JSON host', () => {
  it('writes each event as one line', async () => {
    const lines: string[] = []
    const host = createJsonHost((line) => lines.push(line))
    await host.begin()
    for (const event of events) host.notify(event)
    await host.end()
    expect(lines.map((line) => JSON.parse(line))).toEqual(events)
    expect(lines.filter((line) => line.includes('\n'))).toEqual([])
  })
})
