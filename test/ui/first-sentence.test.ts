import { expect, it } from 'vitest'
import { firstSentence } from '../../source/ui/views/first-sentence.ts'

it.each([
  ['One. Two.', 'One.'],
  ['facts.json, line 2: this is not JSON.', 'facts.json, line 2: this is not JSON.'],
  ['No full stop', 'No full stop'],
  [`What is missing: ${'iam:CreateRole, '.repeat(9)}and more.`, 'What is missing'],
  [`${'word '.repeat(30)}end.`, `${'word '.repeat(30)}end.`],
])('of “%s”', (message, expected) => {
  expect(firstSentence(message)).toBe(expected)
})
