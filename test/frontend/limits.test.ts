import { expect, test } from 'vitest'
import { roomFor } from '../../frontend/src/conversation/limits.ts'

test.each([
  ['', 2_000, false, false],
  ['a'.repeat(1_799), 201, false, false],
  ['a'.repeat(1_800), 200, true, false],
  ['a'.repeat(2_000), 0, true, false],
  ['a'.repeat(2_001), -1, true, true],
  ['😀'.repeat(2_000), 0, true, false],
  [`  ${'a'.repeat(2_000)}\n`, 0, true, false],
])('%#: room of a draft', (draft, left, isNear, isOver) => {
  expect(roomFor(draft)).toEqual({ left, isNear, isOver })
})
