import { describe, expect, it } from 'vitest'
import {
  contentsOf,
  earlierRelease,
  entryInWords,
  entryName,
  type HistoryEntry,
  parseEntry,
} from '../../source/services/deployment/history.ts'

const packed = (sha256: string) => ({ sha256, bytes: 1, unzippedBytes: 2 })

/** A deployment of that minute, of code and a page that have one name. */
const entry = (minute: number, release?: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  format: 1,
  at: `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`,
  who: 'arn:aws:sts::123456789012:assumed-role/Deploy/ada@example.org',
  computer: 'laptop',
  program: '0.1.0',
  version: `0.1.0+${release}`,
  milliseconds: 12_400,
  changes: { create: 0, change: 1, replace: 0, remove: 0 },
  pageFiles: 0,
  ...(release
    ? { release: { code: packed(release), dependencies: packed('d'), page: { 'index.html': release } } }
    : {}),
  ...more,
})

describe('what one returns to', () => {
  it.each([
    ['nothing, when nothing is remembered', [], undefined],
    ['nothing, when there was one only', [entry(1, 'a')], undefined],
    ['what stood before', [entry(2, 'b'), entry(1, 'a')], 1],
    ['what was another, not the same once more', [entry(3, 'b'), entry(2, 'b'), entry(1, 'a')], 1],
    ['what is kept', [entry(3, 'b'), entry(2), entry(1, 'a')], 1],
    ['the last one, after a deployment that kept nothing', [entry(3), entry(2, 'b'), entry(1, 'a')], 1],
    [
      'one further back for who has returned already',
      [entry(4, 'b', { returnsTo: entry(2).at }), entry(3, 'c'), entry(2, 'b'), entry(1, 'a')],
      1,
    ],
    ['nothing before the first', [entry(3, 'a', { returnsTo: entry(1).at }), entry(2, 'b'), entry(1, 'a')], undefined],
    [
      'what stood before the rollback, when it was gone on from',
      [entry(4, 'c'), entry(3, 'a', { returnsTo: entry(1).at }), entry(2, 'b'), entry(1, 'a')],
      2,
    ],
  ])('is %s', (_words, entries, minute) => {
    expect(earlierRelease(entries)?.at).toBe(minute === undefined ? undefined : entry(minute).at)
  })
})

describe('an entry', () => {
  it('is read as it was written', () => {
    const whole = entry(1, 'a', { commit: { id: '0123456789', isDirty: true }, returnsTo: entry(0).at })
    expect(parseEntry(JSON.stringify(whole))).toEqual(whole)
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    JSON.stringify({ ...entry(1), format: 2 }),
    JSON.stringify({ ...entry(1), at: 'x' }),
  ])('is none when it is %s', (text) => {
    expect(parseEntry(text)).toBeUndefined()
  })

  it('has a name that sorts by time', () => {
    expect(entryName(entry(1))).toBe('20261123T100100000Z.json')
    expect([entryName(entry(10)), entryName(entry(9))].sort()).toEqual([entryName(entry(9)), entryName(entry(10))])
  })

  it('says who, what and how long', () => {
    const words = entryInWords(entry(2, 'b', { pageFiles: 3, commit: { id: '0123456789', isDirty: true } }))
    expect(words).toBe(
      'ada@example.org · version 0.1.0+b · commit 0123456789 with changes · change 1, 3 files of the page · 12 s',
    )
    const none = { create: 0, change: 0, replace: 0, remove: 0 }
    expect(entryInWords(entry(2, 'b', { changes: none, returnsTo: entry(1).at }))).toBe(
      'ada@example.org · back to 2026-11-23 10:01 UTC · version 0.1.0+b · data alone · 12 s',
    )
  })

  it('names what it is made of', () => {
    expect(contentsOf([entry(1, 'a'), entry(2, 'b'), entry(3)])).toEqual(new Set(['a', 'b', 'd']))
  })
})
