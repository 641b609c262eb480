import { describe, expect, test } from 'vitest'
import { findJsonProblem } from '../../source/services/data/find-json-problem.ts'

const parses = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  test.each([
    ['', 0, 'value'],
    ['{"a": 1,}', 8, 'a quoted name'],
    ['{"a": 1 "b": 2}', 8, ', or }'],
    ['{"a" 1}', 5, ':'],
    ['[1, 2', 5, ', or ]'],
    ['[1 2]', 3, ', or ]'],
    ['["a\nb"]', 3, 'the closing " of a text'],
    ['["\\x"]', 2, 'the closing " of a text'],
    ["{'a': 1}", 1, 'a quoted name or }'],
    ['{"a": NaN}', 6, 'value'],
    ['[01]', 2, ', or ]'],
    ['{} {}', 3, 'the end'],
    ['[1}', 2, ', or ]'],
  ])('%j', (text, offset, expected) => {
    expect(findJsonProblem(text)).toEqual({ offset, expected })
  })

  test('agrees with JSON.parse on every one-character change of a document', () => {
    const document = '{"a": [1, -2.5e+3, true, null, "x\\u00e9\\n"], "b": {"c": {}}, "d": []}'
    let refused = 0
    for (let at = 0; at < document.length; at += 1) {
      for (const replacement of ['', '"', '\\', '{', ']', ',', ':', '0', '.', 'e', ' ', '\n', '-']) {
        const text = document.slice(0, at) + replacement + document.slice(at + 1)
        expect([text, findJsonProblem(text) === undefined]).toEqual([text, parses(text)])
        if (!parses(text)) refused += 1
      }
    }
    expect(refused).toBeGreaterThan(300)
  })

  test('stays quick and shallow on large and deep documents', () => {
    expect(findJsonProblem('['.repeat(1_000_000))).toEqual({ offset: 1_000_000, expected: 'value or ]' })
    expect(findJsonProblem(`["${'x'.repeat(5_000_000)}"]`)).toBeUndefined()
  })
})
