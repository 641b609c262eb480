import { describe, expect, it } from 'vitest'
import { logLine, parseDuration } from '../../source/commands/log-line.ts'

describe('a length of time', () => {
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['1w', 604_800_000],
  ])('%s is %i milliseconds', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds))

  it.each(['', 'h', '1', '1y', '-1h', '1.5h', '1h30m', '9999999d'])('“%s” is none', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  )
})

describe('a line of the log', () => {
  const timestamp = Date.UTC(2026, 7, 4, 12, 0, 1, 250)

  it('has its time in UTC before its words', () => {
    expect(logLine({ timestamp, message: 'REPORT RequestId: 1\tDuration: 3 ms\n' })).toBe(
      '2026-08-04 12:00:01 REPORT RequestId: 1 Duration: 3 ms',
    )
  })

  it('is one line, and nothing in it moves the cursor or changes colours', () => {
    const line = logLine({ timestamp, message: 'Traceback\r\n  at x\u001b[2J\u001b]0;owned\u0007\u202e end' })
    expect(line).toBe('2026-08-04 12:00:01 Traceback   at x [2J ]0;owned  end')
  })
})
