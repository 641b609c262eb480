import { expect, test } from 'vitest'
import { readHistory, readReply } from '../../frontend/src/api/convert.ts'

test('turns get the authors of the page, in order', () => {
  const turns = [
    { role: 'user', text: 'Hi', at: '2026-01-01T00:00:00Z' },
    { role: 'assistant', text: 'Hello', at: '2026-01-01T00:00:01Z' },
  ]
  expect(readHistory({ turns })?.turns).toEqual([
    { author: 'visitor', text: 'Hi' },
    { author: 'twin', text: 'Hello' },
  ])
})

test('turns of unknown roles and broken ones are left out', () => {
  const turns = [{ role: 'system', text: 'secret' }, null, 'x', { role: 'user' }, { role: 'toString', text: 'x' }]
  expect(readHistory({ turns })?.turns.map(({ text }) => text)).toEqual([])
})

test.each([undefined, null, {}, { turns: 'x' }, []])('%j is no conversation', (body) => {
  expect(readHistory(body)).toBeUndefined()
})

test('the reply is taken as it came', () => {
  expect(readReply({ reply: ' *Hi*\n' })).toBe(' *Hi*\n')
})

test.each([undefined, null, {}, { reply: 3 }, { reply: '  ' }, 'text'])('%j is no reply', (body) => {
  expect(readReply(body)).toBeUndefined()
})

test('suggestions are texts, and none where the server sends none', () => {
  expect(readHistory({ turns: [], suggestions: ['One?', 7, 'Two?'] })?.suggestions).toEqual(['One?', 'Two?'])
  expect(readHistory({ turns: [] })?.suggestions).toEqual([])
})
