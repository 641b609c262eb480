import { expect, it } from 'vitest'
import { readTexts } from '../../source/services/terraform/tfvars-read.ts'

it.each([
  ['a list', 'cors_origins = ["https://a.example", "https://b.example"]', ['https://a.example', 'https://b.example']],
  ['a list over lines', 'cors_origins = [\n  "https://a.example",\n]\nother = ["x"]', ['https://a.example']],
  ['a single text', 'cors_origins = "https://a.example"', ['https://a.example']],
  ['an empty list', 'cors_origins = []', []],
  ['what is commented out', '# cors_origins = ["https://a.example"]\n', []],
  [
    'a line in it that is commented out',
    'cors_origins = [\n  # "https://a.example",\n  "https://b.example",\n]',
    ['https://b.example'],
  ],
  ['a setting of another name', 'my_cors_origins = ["https://a.example"]', []],
  ['a quote in a text', 'cors_origins = ["a\\"b"]', ['a"b']],
  ['an empty file', '', []],
])('reads %s', (_, text, expected) => {
  expect(readTexts(text, 'cors_origins')).toEqual(expected)
})
