import { describe, expect, it } from 'vitest'
import { indent } from '../../source/ui/views/indent.ts'
import { seconds } from '../../source/ui/views/trail.ts'
import { clip, wrap } from '../../source/ui/views/wrap.ts'

describe('wrap', () => {
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two', 7, ['one two']],
    ['', 7, ['']],
    ['one\n\ntwo', 7, ['one', '', 'two']],
    // What people copy stays whole.
    ['see https://example.com/a/long/address now', 10, ['see', 'https://example.com/a/long/address', 'now']],
  ])('%j at %i', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines)
  })
})

describe('clip', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abcdef', 1, '…'],
    ['abcdef', 0, '…'],
    ['', 0, ''],
  ])('%j at %i is %j', (text, width, clipped) => {
    expect(clip(text, width)).toBe(clipped)
  })
})

describe('indent', () => {
  it('keeps the margin on every line, and 16 characters for words however narrow the terminal', () => {
    expect(indent('one two three four', 4, 10)).toEqual(['    one two three', '    four'])
  })

  it('does not grow past 110 columns, where lines get hard to read', () => {
    expect(Math.max(...indent('word '.repeat(100), 2, 300).map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

describe('seconds', () => {
  it.each([
    [1234, '1.2 s'],
    [9_960, '10 s'],
    [12_345, '12 s'],
    [61_000, '1 min 1 s'],
    [119_800, '2 min 0 s'],
    [59_990, '1 min 0 s'],
  ])('%i ms are %s', (milliseconds, words) => {
    expect(seconds(milliseconds)).toBe(words)
  })
})
