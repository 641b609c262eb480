import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { setTfvars } from '../../source/services/terraform/tfvars.ts'

describe('setTfvars', () => {
  it.each([
    ['replaces and keeps the comment behind', 'a = 1 # why\nb = 2\n', { a: 3 }, 'a = 3 # why\nb = 2\n'],
    ['keeps alignment and order', 'name    = "x"\nb = true\n', { name: 'y' }, 'name    = "y"\nb = true\n'],
    ['adds at the end', 'a = 1', { b: 'x' }, 'a = 1\nb = "x"\n'],
    ['fills an empty file', '', { a: ['x'] }, 'a = ["x"]\n'],
    ['replaces a list over lines', 'l = [\n  "a", # ]\n  "b",\n]\nz = 1\n', { l: [] }, 'l = []\nz = 1\n'],
    ['writes a list over lines', 'l = []\n', { l: ['a', 'b'] }, 'l = [\n  "a",\n  "b",\n]\n'],
    [
      'passes over comments',
      '# a = 1\n/* a = 2 */\n// a = 3\na = 4\n',
      { a: 5 },
      '# a = 1\n/* a = 2 */\n// a = 3\na = 5\n',
    ],
    ['passes over strings', 's = "a = 1 \\" ]"\na = 2\n', { a: 3 }, 's = "a = 1 \\" ]"\na = 3\n'],
    ['passes over keys inside objects', 'o = {\n  a = 1\n}\na = 2\n', { a: 3 }, 'o = {\n  a = 1\n}\na = 3\n'],
    ['passes over heredocs', 'h = <<EOT\na = 1\nEOT\na = 2\n', { a: 3 }, 'h = <<EOT\na = 1\nEOT\na = 3\n'],
    ['replaces heredocs', 'h = <<-EOT\n  a\n  EOT\na = 2\n', { h: 'x' }, 'h = "x"\na = 2\n'],
    ['keeps Windows line ends', 'a = 1\r\nb = 2\r\n', { a: 3, c: 4 }, 'a = 3\r\nb = 2\r\nc = 4\r\n'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is HCL's template, not ours
    ['escapes quotes, lines and templates', '', { a: 'x"\\\n${b}%{c}$' }, 'a = "x\\"\\\\\\n$${b}%%{c}$"\n'],
    ['is not led astray by names of its own', 'a = 1\n', { toString: 'x' }, 'a = 1\ntoString = "x"\n'],
  ])('%s', (_, text, values, expected) => {
    expect(setTfvars(text, values as Record<string, string>)).toBe(expected)
  })

  it.each(['dev', 'test', 'prod'])('can be repeated on %s.tfvars and changes nothing else', (environment) => {
    const text = readFileSync(new URL(`../../terraform/${environment}.tfvars`, import.meta.url), 'utf8')
    const values = { project_name: 'other', bedrock_model_arns: ['arn:1', 'arn:2'] }
    const once = setTfvars(text, values)
    expect(setTfvars(once, values)).toBe(once)
    expect(setTfvars(once, { project_name: 'digital-twin', bedrock_model_arns: [] })).toBe(text)
  })
})
