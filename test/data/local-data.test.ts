import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeData } from '../../source/services/data/describe-data.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { dataLimits } from '../../source/services/data/personal-data.ts'
import { userError } from './expect-error.ts'
import { type Contents, folderWith, sample, temporaryFolder } from './folders.ts'
import { makePdf } from './make-pdf.ts'
import { python } from './python.ts'

const read = (contents: Contents) => readLocalData(folderWith(contents))
const problemOf = (contents: Contents) => userError(read(contents))

describe('data that is accepted', () => {
  test('is sorted, and its version is the same whatever order or folder it came from', async () => {
    const facts = { 'personal_data/facts.json': '{"name": "Ada"}' }
    const first = await read({ ...sample, ...facts })
    const second = await read({ ...facts, ...sample })
    expect(first.files.map(({ path }) => path)).toEqual([
      'personal_data/facts.json',
      'personal_data/summary.txt',
      'prompts/system_prompt.txt',
    ])
    expect(first.version).toMatch(/^[0-9a-f]{16}$/)
    expect(second.version).toBe(first.version)
    expect((await read({ ...sample, 'personal_data/facts.json': '{"name": "Eva"}' })).version).not.toBe(first.version)
  })

  test('has the hash that sha256 has', async () => {
    const { files } = await read(sample)
    const expected = python('import sys, hashlib; print(hashlib.sha256(sys.argv[1].encode()).hexdigest())', [
      String(sample['prompts/system_prompt.txt']),
    ])
    expect(files.at(-1)?.sha256).toBe(expected.toString().trim())
  })

  test('loses a byte order mark, and nothing else', async () => {
    const { files } = await read({ ...sample, 'personal_data/facts.json': '\ufeff{"a": 1}\n' })
    expect(Buffer.from(files[0]?.bytes ?? []).toString()).toBe('{"a": 1}\n')
  })

  test('carries other texts, leaves other formats and hidden files, and says both', async () => {
    const data = await read({
      ...sample,
      'personal_data/hobbies.md': '# Bees\n',
      'personal_data/cat.png': new Uint8Array([0x89, 0x50]),
      'personal_data/.DS_Store': 'x',
      'notes/elsewhere.txt': 'x',
    })
    expect(data.leftOut).toEqual(['personal_data/cat.png'])
    const lines = describeData(data)
    expect(lines).toContain('The twin also reads: personal_data/hobbies.md')
    expect(lines).toContain('Not uploaded, because they are no text: personal_data/cat.png')
  })

  test('is described by files, sizes and tokens', async () => {
    const data = await read({
      ...sample,
      'personal_data/me.txt': 'x'.repeat(4000),
      'personal_data/linkedin.pdf': makePdf({ pages: ['keeps bees '.repeat(4)] }),
    })
    const lines = describeData(data)
    expect(lines[0]).toMatch(/^Personal data: 4 files, \d\.\d KB$/)
    expect(lines[1]).toBe('Prompts: 1 file, 13 bytes')
    const text = data.files.find(({ path }) => path.endsWith('.pdf.txt'))?.bytes.length ?? 0
    expect(text).toBeGreaterThan(100)
    // 4049 characters of the others.
    expect(lines[2]).toBe(
      `About ${Math.ceil((4049 + text) / 4).toLocaleString('en-US')} tokens of text (estimated at 4 characters a token)`,
    )
    expect(lines[3]).toBe(`Version ${data.version}`)
  })

  test('may be linked within its own folder', async () => {
    const folder = folderWith({ ...sample, 'personal_data/me.txt': 'I.' })
    symlinkSync('me.txt', join(folder, 'personal_data/style.txt'))
    expect((await readLocalData(folder)).files.map(({ path }) => path)).toContain('personal_data/style.txt')
  })
})

describe('data whose replacement was killed', () => {
  const newer: Contents = { 'personal_data/summary.txt': 'Ada moved.\n', 'prompts/system_prompt.txt': 'You are new.\n' }
  const below = (folder: string, contents: Contents) =>
    Object.fromEntries(Object.entries(contents).map(([path, content]) => [`${folder}/${path}`, content]))
  const prompt = 'prompts/system_prompt.txt'

  test.each<[string, Contents, Contents]>([
    ['while it was written, is the old', { ...sample, ...below('.incoming', newer) }, sample],
    ['when it was whole, is the new', { ...sample, ...below('.arrived', newer) }, newer],
    [
      'between its folders, is the new',
      {
        'personal_data/summary.txt': newer['personal_data/summary.txt'] ?? '',
        [prompt]: sample[prompt] ?? '',
        [`.arrived/${prompt}`]: newer[prompt] ?? '',
        ...below('.outgoing', { 'personal_data/summary.txt': 'old' }),
      },
      newer,
    ],
    ['while the old was cleared away, is the new', { ...newer, ...below('.outgoing', sample) }, newer],
  ])('%s', async (_, standing, expected) => {
    expect((await read(standing)).version).toBe((await read(expected)).version)
  })
})

describe('data that is missing', () => {
  test.each<[string, Contents, string]>([
    ['no folder inside', {}, 'personal_data is empty or does not exist'],
    ['nothing about the person', { ...sample, 'personal_data/summary.txt': ' \n' }, 'summary.txt, me.txt, facts.json'],
    ['no prompt', { 'personal_data/me.txt': 'I.' }, 'prompts/system_prompt.txt is missing'],
    ['an empty prompt', { ...sample, 'prompts/system_prompt.txt': '' }, 'prompts/system_prompt.txt is empty'],
  ])('%s', async (_, contents, message) => {
    const error = await problemOf(contents)
    expect(error.code).toBe('DATA_MISSING')
    expect(error.message).toContain(message)
    expect(error.nextSteps.length).toBeGreaterThan(0)
  })

  test('a folder that does not exist', async () => {
    const folder = join(temporaryFolder(), 'data')
    const error = await userError(readLocalData(folder))
    expect(error.code).toBe('DATA_MISSING')
    expect(error.message).toContain(folder)
  })
})

describe('data that is invalid', () => {
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

  test.each<[string, string, string | Uint8Array, string]>([
    ['Latin-1', 'personal_data/me.txt', bytes('one\ntwo\nZ', 0xfc, 'rich\n'), 'me.txt, line 3: the text is not UTF-8'],
    ['UTF-16', 'personal_data/style.txt', bytes(0xff, 0xfe, 'a', 0), 'style.txt, line 1: the text is stored as UTF-16'],
    ['a NUL', 'personal_data/qna.yml', 'a: 1\nb: \u0000\n', 'qna.yml, line 2: there is a control character (0x00)'],
    [
      'an escape',
      'prompts/critical_rules.txt',
      '\u001b[2J',
      'critical_rules.txt, line 1: there is a control character (0x1b)',
    ],
    [
      'broken JSON',
      'personal_data/facts.json',
      '{\n "a": 1,\n}\n',
      'facts.json, line 3: this is not JSON: expected a quoted name',
    ],
    [
      'a bare value',
      'personal_data/sources.json',
      '3',
      'sources.json, line 1: an object {…} or a list […] is expected',
    ],
    ['no PDF', 'personal_data/linkedin.pdf', '<html>', 'linkedin.pdf: this is not a PDF document'],
  ])('%s', async (_, path, content, message) => {
    const error = await problemOf({ ...sample, [path]: content })
    expect(error.code).toBe('DATA_INVALID')
    expect(error.message).toContain(message)
  })

  test('never quotes what a file says', async () => {
    const error = await problemOf({ ...sample, 'personal_data/facts.json': '{"phone": secret-canary}' })
    expect(error.message + error.nextSteps.join()).not.toContain('canary')
  })

  test('a link out of the folder', async () => {
    const folder = folderWith(sample)
    symlinkSync('/etc/hostname', join(folder, 'personal_data/me.txt'))
    const error = await userError(readLocalData(folder))
    expect(error.code).toBe('DATA_INVALID')
    expect(error.message).toContain('personal_data/me.txt is a link to something outside')
  })
})

describe('data that is unreadable', () => {
  test('a link to nothing, a link to a folder, a pipe', async () => {
    const broken = folderWith(sample)
    symlinkSync('gone.txt', join(broken, 'personal_data/me.txt'))
    const linked = folderWith(sample)
    mkdirSync(join(linked, 'personal_data/deep'))
    symlinkSync('deep', join(linked, 'personal_data/loop'))
    const pipe = folderWith(sample)
    execFileSync('mkfifo', [join(pipe, 'personal_data/me.txt')])
    for (const [folder, reason] of [
      [broken, 'a link to something that does not exist'],
      [linked, 'a link to a folder'],
      [pipe, 'not an ordinary file'],
    ] as const) {
      const error = await userError(readLocalData(folder))
      expect(error.code).toBe('DATA_UNREADABLE')
      expect(error.message).toContain(reason)
    }
  })

  test('a file in the place of the folder', async () => {
    const error = await problemOf({ personal_data: 'x' })
    expect(error.code).toBe('DATA_UNREADABLE')
    expect(error.message).toContain('it is not a folder')
  })
})

describe('data that is too large', () => {
  test('is refused by its size on disk, before it is read', async () => {
    const folder = folderWith({ ...sample, 'personal_data/me.txt': '' })
    // A sparse file of 100 GB: reading it would end the test in another way.
    truncateSync(join(folder, 'personal_data/me.txt'), 100 * 1024 ** 3)
    const error = await userError(readLocalData(folder))
    expect(error.code).toBe('DATA_TOO_LARGE')
    expect(error.message).toContain('10 MB')
  })

  test('more than 200 files', async () => {
    const many = Object.fromEntries(
      Array.from({ length: dataLimits.files }, (_, index) => [`personal_data/more/${index}.txt`, 'x']),
    )
    expect((await problemOf({ ...sample, ...many })).code).toBe('DATA_TOO_LARGE')
  })
})
