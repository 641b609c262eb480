import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DetailedError } from '../../source/errors.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { checkJson } from '../../source/services/data/schemas/check-json.ts'
import { checkYaml } from '../../source/services/data/schemas/check-yaml.ts'
import { repository } from '../support/repository.ts'
import { userError } from './expect-error.ts'
import { folderWith, sample } from './folders.ts'

const check = (path: string, text: string) => (path.endsWith('.json') ? checkJson(path, text) : checkYaml(path, text))
const said = (path: string, text: string) =>
  check(path, text).map(({ line, column, message }) => `${line}:${column ?? ''} ${message}`)

describe('shapes that are accepted', () => {
  test('the sample data of a new project, without anything that looks private', async () => {
    const data = await readLocalData(join(repository, 'backend/data'))
    expect(data.privateSpots).toBeUndefined()
    const names = readdirSync(join(repository, 'backend/data/personal_data'))
    expect(data.files.filter(({ path }) => path.startsWith('personal_data/'))).toHaveLength(names.length)
  })

  test.each([
    ['personal_data/facts.json', '{"full_name": "Ada", "x": [1, {"y": null}]}'],
    ['personal_data/sources.json', '["a letter", {"file": "me.txt"}]'],
    ['personal_data/skills.yml', 'Python: expert\nRust:\n  level: 3\ndatabases:\n'],
    ['personal_data/skills.yaml', '- Python\n- name: Rust\n'],
    ['personal_data/skills.yml', '# nothing yet\n'],
    ['personal_data/education.yml', '- title: MSc\n  end:\n'],
    ['personal_data/experience.yml', 'jobs:\n  - role: &r Engineer\n  - role: *r\n'],
    ['personal_data/qna.yml', '- q: How old?\n  a: 42\n- Who?: Me.\n'],
    ['personal_data/qna.yml', 'Do you like bees?: yes\nWhere?: [Bern, Basel]\n'],
    ['personal_data/qna.yml', 'qna:\n  - question: "Why?"\n    answer: |\n      Because.\n'],
    ['prompts/proficiency_levels.json', '{"expert": "teaches it", "1": {"means": "x"}}'],
    ['personal_data/other.yml', '!custom [a, b\n'],
  ])('%s %j', (path, text) => {
    expect(check(path, text)).toEqual([])
  })
})

describe('shapes that are refused, with their place', () => {
  test.each([
    [
      'personal_data/facts.json',
      '[1]',
      '1:1 expected names with values, such as "full_name" and a text, found a list.',
    ],
    ['personal_data/facts.json', '{}', '1:1 expected names with values, found nothing in it.'],
    ['personal_data/facts.json', '{\n "full_name": 7}', '2:15 expected some text, found a number.'],
    [
      'personal_data/facts.json',
      '{"a": 1,\n  "a": 2}',
      '2:3 a name stands twice in the same object; one of its values would be lost.',
    ],
    [
      'personal_data/sources.json',
      '{"x": 1, "x": 2}',
      '1:10 a name stands twice in the same object; one of its values would be lost.',
    ],
    ['personal_data/skills.yml', 'Python and Rust', '1:1 expected a list of skills, or groups of them, found a text.'],
    [
      'personal_data/experience.yml',
      '- role: x\n- \n',
      '2:3 expected an entry: names with values, or a text, found nothing.',
    ],
    [
      'personal_data/qna.yml',
      '- question: Who?\n- question: Why?\n  answer: x\n',
      '1:3 expected an answer to the question, found names with values.',
    ],
    ['personal_data/qna.yml', '- question: Who?\n  answer: ""\n', '2:11 expected some text, found an empty text.'],
    ['personal_data/qna.yml', 'Who?:\n', '1:6 expected an answer, found nothing.'],
    ['prompts/proficiency_levels.json', '["a", ""]', '1:7 expected some text, found an empty text.'],
    [
      'personal_data/skills.yml',
      'a: 1\nb: 2\na: 3\n',
      '3:1 this is not YAML that can be read: a name stands twice, and one would be lost.',
    ],
    [
      'personal_data/skills.yml',
      'a: [1, 2\n',
      '2:1 this is not YAML that can be read: the indentation does not fit, or a bracket or quote above is not closed.',
    ],
    [
      'personal_data/qna.yml',
      'a: COMAL: the best\n',
      '1:4 this is not YAML that can be read: a second colon in one line; put the text into quotes.',
    ],
    [
      'personal_data/skills.yml',
      'a:\n\tb: 1\n',
      '2:1 this is not YAML that can be read: the line is indented with a tab; YAML takes blanks only.',
    ],
    [
      'personal_data/skills.yml',
      'a: !secret x\n',
      '1:4 this is not YAML that can be read: there is a tag (!) that is not known here.',
    ],
    [
      'personal_data/skills.yml',
      'a: *gone\n',
      '1:4 this is not YAML that can be read: a * stands for something that was not named with & before.',
    ],
    [
      'personal_data/skills.yml',
      'a: 1\n---\nb: 2\n',
      '2:1 this is not YAML that can be read: there is a second document (---) in the file.',
    ],
  ])('%s %j', (path, text, expected) => {
    expect(said(path, text)).toEqual([expected])
  })

  test('a bomb of aliases, a deep document and a long one, quickly', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((name, index) => {
        const before = 'abcdefgh'[index]
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`
      }),
    ].join('\n')
    const started = performance.now()
    expect(said('personal_data/skills.yml', bomb)[0]).toContain('its aliases (*) repeat too much')
    for (const deep of ['['.repeat(200_000), '- '.repeat(200_000), `${'{a: '.repeat(100_000)}`, '? '.repeat(100_000)]) {
      expect(said('personal_data/skills.yml', deep)[0]).toContain('nested')
    }
    expect(said('personal_data/qna.yml', '- x\n'.repeat(200_000))[0]).toContain('longer than 512 KB')
    const many = Array.from({ length: 20_000 }, (_, index) => `name${index}: ${index}`).join('\n')
    expect(said('personal_data/skills.yml', many)).toEqual([])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('no error quotes what the file says, whatever character is changed', () => {
    const text = readFileSync(join(repository, 'backend/data/personal_data/skills.yml'), 'utf8').slice(0, 400)
    const words = [...new Set(text.match(/[A-Z]\w{4,}/g))]
    let refused = 0
    for (let at = 0; at < text.length; at += 1) {
      for (const sign of [':', '[', '"', '\t', '&', '!', '%', '|', '\n', '}']) {
        const problems = checkYaml('personal_data/skills.yml', text.slice(0, at) + sign + text.slice(at + 1))
        refused += problems.length > 0 ? 1 : 0
        for (const { message, line } of problems) {
          expect(words.filter((word) => message.includes(word))).toEqual([])
          expect(line).toBeGreaterThan(0)
        }
      }
    }
    expect(refused).toBeGreaterThan(300)
  })
})

describe('many problems at once', () => {
  test('are a handful in words, and all for scripts', async () => {
    const error = await userError(
      readLocalData(
        folderWith({
          ...sample,
          'personal_data/experience.yml': '-\n'.repeat(9),
          'personal_data/facts.json': '{',
          'personal_data/me.txt': new Uint8Array([0xff, 0x41]),
        }),
      ),
    )
    if (!(error instanceof DetailedError)) throw new Error('expected the problems in sections')
    expect(error.code).toBe('DATA_INVALID')
    expect(error.message).toMatch(/^personal_data\/experience\.yml, line 1, column \d: expected an entry/)
    expect(error.sections[0]?.rows).toHaveLength(4)
    expect(error.sections[0]?.more).toBe('and 6 more')
    expect(error.facts.problems).toHaveLength(11)
  })
})
