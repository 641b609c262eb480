import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { describeData } from '../../source/services/data/describe-data.ts'
import { pdfLimits, readPdf } from '../../source/services/data/documents/read-pdf.ts'
import { tidyText } from '../../source/services/data/documents/tidy-text.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { entryFile } from '../../source/services/entry-file.ts'
import { userError } from './expect-error.ts'
import { type Contents, folderWith, sample } from './folders.ts'
import { makePdf } from './make-pdf.ts'

describe('the text of a PDF', () => {
  test('comes page by page, packed or not', async () => {
    const pages = ['Ada keeps bees\non a roof (really)', 'in Z\u00fcrich']
    for (const isPacked of [false, true]) {
      const reading = await readPdf(makePdf({ pages, isPacked }))
      expect(reading).toEqual({ text: 'Ada keeps bees\non a roof (really)\n\nin Zürich', pages: 2 })
    }
  })

  test.each([
    ['encrypted', makePdf({ pages: ['secret'], isEncrypted: true })],
    ['empty', makePdf({ pages: ['', ''] })],
    ['broken', Buffer.from('%PDF-1.7\nnothing more')],
    ['broken', Buffer.alloc(0)],
  ])('%s', async (problem, bytes) => {
    expect(await readPdf(bytes)).toEqual({ problem })
  })

  test('has limits, which end the reading', async () => {
    const pdf = makePdf({ pages: ['one', 'two', 'three'] })
    expect(await readPdf(pdf, { ...pdfLimits, pages: 2 })).toEqual({ problem: 'too long' })
    expect(await readPdf(pdf, { ...pdfLimits, characters: 5 })).toEqual({ problem: 'too long' })
    expect(await readPdf(pdf, { ...pdfLimits, milliseconds: 1 })).toEqual({ problem: 'too slow' })
  })

  test('a page that unpacks to far more than is in it ends by memory or time, not the program', async () => {
    const unpacked = 640 * 1024 ** 2
    const limits = { ...pdfLimits, growth: 256 * 1024 ** 2, milliseconds: 5_000 }
    const small = makePdf({ pages: ['x'], isPacked: true }).toString('latin1')
    const bomb = deflateSync(Buffer.alloc(unpacked, ' ')).toString('latin1')
    const stream = /\/Length \d+\/Filter\/FlateDecode>>\nstream\n[\s\S]*?\nendstream/
    const pdf = small.replace(stream, () => `/Length ${bomb.length}/Filter/FlateDecode>>\nstream\n${bomb}\nendstream`)
    const before = process.memoryUsage.rss()
    const reading = await readPdf(Buffer.from(pdf, 'latin1'), limits)
    expect(reading).toHaveProperty('problem')
    expect(process.memoryUsage.rss() - before).toBeLessThan(unpacked)
  })

  test('of a damaged document is a problem or a text, never an exception', async () => {
    const pdf = makePdf({ pages: ['Ada keeps bees'] })
    for (let at = 9; at < pdf.length; at += 97) {
      const damaged = Buffer.from(pdf)
      damaged.fill(at % 256, at, at + 3)
      const reading = await readPdf(damaged, { ...pdfLimits, milliseconds: 5000 })
      expect('text' in reading || 'problem' in reading).toBe(true)
    }
  })

  test('is tidied for the model', () => {
    expect(tidyText('o\ufb03ce\u00a0 \r\n\n\n\n\u200be\u0301nd\u0007\f')).toBe('office\n\nénd')
  })

  test('is read by a thread whose program lies beside whatever this module has become', () => {
    expect(entryFile('pdf-worker.mjs', 'file:///p/documents/read-pdf.ts').pathname).toBe('/p/documents/pdf-worker.mjs')
    expect(entryFile('pdf-worker.mjs', 'file:///p/dist/chunks/a-1.mjs').pathname).toBe('/p/dist/pdf-worker.mjs')
    expect(entryFile('pdf-worker.mjs', 'file:///p/dist/main.mjs').pathname).toBe('/p/dist/pdf-worker.mjs')
  })
})

describe('a PDF among the data', () => {
  const pdf = makePdf({ pages: ['Ada keeps bees'] })
  const read = (contents: Contents) => readLocalData(folderWith({ ...sample, ...contents }))
  const textIn = async (contents: Contents) => {
    const { files } = await read(contents)
    const file = files.find(({ path }) => path === 'personal_data/linkedin.pdf.txt')
    return file && Buffer.from(file.bytes).toString()
  }

  test('has its text beside it, the same when it is read again with it', async () => {
    const text = await textIn({ 'personal_data/linkedin.pdf': pdf })
    expect(text).toMatch(/^Text of the document linkedin\.pdf \([0-9a-f]{16}\), .*\n\nAda keeps bees\n$/)
    const [first, second] = await Promise.all([
      read({ 'personal_data/linkedin.pdf': pdf }),
      read({ 'personal_data/linkedin.pdf': pdf, 'personal_data/linkedin.pdf.txt': text ?? '' }),
    ])
    expect(second.version).toBe(first.version)
  })

  test('gets a new text when the document is another, unless a person wrote it', async () => {
    const old = await textIn({ 'personal_data/linkedin.pdf': makePdf({ pages: ['Ada keeps goats'] }) })
    const contents = { 'personal_data/linkedin.pdf': pdf, 'personal_data/linkedin.pdf.txt': old ?? '' }
    expect(await textIn(contents)).toContain('bees')
    expect(await textIn({ ...contents, 'personal_data/linkedin.pdf.txt': 'By hand.' })).toBe('By hand.')
  })

  test('that cannot be read is said, and goes along', async () => {
    const data = await read({ 'personal_data/linkedin.pdf': makePdf({ pages: [''] }) })
    expect(data.files.map(({ path }) => path)).not.toContain('personal_data/linkedin.pdf.txt')
    expect(describeData(data).join('\n')).toContain(
      'The twin does not read personal_data/linkedin.pdf: there is no text',
    )
  })

  test('that is damaged is refused', async () => {
    const error = await userError(read({ 'personal_data/linkedin.pdf': '%PDF-1.7 …' }))
    expect(error.code).toBe('DATA_INVALID')
    expect(error.message).toContain('linkedin.pdf: this PDF is damaged')
  })
})
