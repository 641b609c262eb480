import { expect, it } from 'vitest'
import { findingLines } from '../../source/ui/views/finding.ts'
import { shown, plainTheme as theme, widths } from '../support/plain-theme.ts'

const stale = {
  code: 'PAGE_STALE',
  severity: 'error',
  message: 'Visitors of the dev twin see an older page than the one that was uploaded.',
  evidence: ['uploaded: b463a6ff60e581228628ab554c6ef375', 'served: e3dca0b5280c2fddadf4503aa015a051, kept for 74 s'],
  mend: [
    "aws cloudfront create-invalidation --distribution-id E1 --paths '/*'   # takes a minute",
    'Then load it again.',
  ],
  link: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html',
} as const

const frame = (columns: number) => shown(findingLines(stale, columns, theme))

it('at 100 columns', () => {
  expect(frame(100)).toMatchInlineSnapshot(`
    "
    |
    | ✖ Visitors of the dev twin see an older page than the one that was uploaded.
    |   uploaded: b463a6ff60e581228628ab554c6ef375
    |   served: e3dca0b5280c2fddadf4503aa015a051, kept for 74 s
    |   → aws cloudfront create-invalidation --distribution-id E1 --paths '/*'   # takes a minute
    |   → Then load it again.
    |   https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
    |   PAGE_STALE
    "
  `)
})
it('at 40 columns', () => {
  expect(frame(40)).toMatchInlineSnapshot(`
    "
    |
    | ✖ Visitors of the dev twin see an
    |   older page than the one that was
    |   uploaded.
    |   uploaded:
    |   b463a6ff60e581228628ab554c6ef375
    |   served:
    |   e3dca0b5280c2fddadf4503aa015a051,
    |   kept for 74 s
    |   → aws cloudfront create-invalidation
    |     --distribution-id E1 --paths '/*'
    |     # takes a minute
    |   → Then load it again.
    |   https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
    |   PAGE_STALE
    "
  `)
})
it('at 24 columns', () => {
  expect(frame(24)).toMatchInlineSnapshot(`
    "
    |
    | ✖ Visitors of the dev
    |   twin see an older
    |   page than the one
    |   that was uploaded.
    |   uploaded:
    |   b463a6ff60e581228628ab554c6ef375
    |   served:
    |   e3dca0b5280c2fddadf4503aa015a051,
    |   kept for 74 s
    |   → aws cloudfront
    |     create-invalidation
    |     --distribution-id
    |     E1 --paths '/*'
    |     # takes a minute
    |   → Then load it
    |     again.
    |   https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
    |   PAGE_STALE
    "
  `)
})

it.each(widths)('breaks no word at %i columns, and no other line is too wide', (columns) => {
  const words = new Set([stale.message, ...stale.evidence, ...stale.mend, stale.link].join(' ').split(/\s+/))
  for (const line of findingLines(stale, columns, theme)) {
    const shownWords = line
      .trim()
      .split(/\s+/)
      .filter((word) => word.length > 1 && word !== stale.code)
    for (const word of shownWords) expect([...words]).toContain(word)
    if (shownWords.length > 1) expect(line.length).toBeLessThanOrEqual(columns)
  }
})

it('warns with another mark, and tells eight pieces of evidence unless everything is asked for', () => {
  const evidence = Array.from({ length: 11 }, (_, index) => `piece ${index}`)
  const many = { ...stale, severity: 'warning', evidence } as const
  const short = findingLines(many, 100, theme)
  expect(short[1]).toContain(`${theme.marks.warned} Visitors`)
  expect(short.filter((line) => line.includes('piece'))).toHaveLength(8)
  expect(short).toContain('   and 3 more: --verbose')
  const full = findingLines(many, 100, theme, { isFull: true })
  expect(full.filter((line) => line.includes('piece'))).toHaveLength(11)
  expect(full.join()).not.toContain('--verbose')
})
