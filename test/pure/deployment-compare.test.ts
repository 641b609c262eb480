import { describe, expect, it } from 'vitest'
import { compareWithRecord, type Standing } from '../../source/services/deployment/compare.ts'
import { inputNames, parseRecord, type WholeRecord, writeRecordText } from '../../source/services/deployment/record.ts'

const plannedAt = '2026-11-22T10:00:00.000Z'
const inputs = Object.fromEntries(inputNames.map((name) => [name, `print of ${name}`]))
const record: WholeRecord = {
  state: 'whole',
  at: '2026-11-22T10:05:00.000Z',
  plannedAt,
  inputs,
  etags: { state: '"one"', data: '"two"' },
  places: {
    domain: 'd1.cloudfront.net',
    distributionId: 'E1',
    frontendBucket: 'f',
    dataBucket: 'd',
    memoryBucket: 'm',
  },
  health: { status: 'ok', environment: 'dev', version: '0123456789ab' },
}
const sound: Standing = { record, inputs, etags: record.etags }
const soon = new Date(Date.parse(plannedAt) + 3_600_000)
const differences = (change: Partial<Standing>, now = soon) =>
  compareWithRecord({ ...sound, ...change }, now).map(({ of }) => of)

describe('a deployment on record', () => {
  it('stands when nothing is different', () => {
    expect(differences({})).toEqual([])
  })

  it.each(inputNames)('does not stand with another %s, or one that cannot be told', (name) => {
    expect(differences({ inputs: { ...inputs, [name]: 'another' } })).toEqual([name])
    const { [name]: _, ...others } = inputs
    expect(differences({ inputs: others })).toEqual([name])
  })

  it.each([
    ['somebody else’s apply', { state: '"other"', data: '"two"' }, 'state'],
    ['a state that is gone', { data: '"two"' }, 'state'],
    ['other data in the bucket', { state: '"one"', data: '"other"' }, 'pointer'],
    ['a bucket that is gone', { state: '"one"' }, 'pointer'],
  ])('does not stand after %s', (_, etags, of) => {
    expect(differences({ etags })).toEqual([of])
  })

  it('names everything that is different', () => {
    expect(differences({ inputs: { ...inputs, page: 'other', backend: 'other' }, etags: {} })).toEqual([
      'backend',
      'page',
      'state',
      'pointer',
    ])
  })

  it.each([
    ['just before a day has passed', 24 * 3_600_000 - 1, []],
    ['a day later', 24 * 3_600_000, ['age']],
    ['by a clock that was set back', -1, ['age']],
  ])('is trusted no longer than a day: %s', (_, after, expected) => {
    expect(differences({}, new Date(Date.parse(plannedAt) + after))).toEqual(expected)
  })

  it('does not stand when there is none, or it was not finished', () => {
    expect(differences({ record: undefined })).toEqual(['record'])
    expect(differences({ record: { state: 'changing', at: plannedAt } })).toEqual(['record'])
  })
})

describe('a record’s text', () => {
  it('is read as it was written', () => {
    expect(parseRecord(writeRecordText(record))).toMatchObject(record)
    expect(parseRecord(writeRecordText({ state: 'changing', at: plannedAt }))).toMatchObject({ state: 'changing' })
  })

  const text = (change: object) => JSON.stringify({ ...JSON.parse(writeRecordText(record)), ...change })
  it.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['no object', '[]'],
    ['another format', text({ format: 2 })],
    ['no moment', text({ at: 'yesterday' })],
    ['no moment of a plan', text({ plannedAt: undefined })],
    ['an unheard-of state', text({ state: 'half' })],
    ['a place that is missing', text({ places: { ...record.places, dataBucket: '' } })],
    ['an ETag that is missing', text({ etags: { state: '"one"' } })],
    ['a fingerprint that is none', text({ inputs: { ...inputs, page: 7 } })],
    ['no health', text({ health: null })],
  ])('counts as none with %s', (_, damaged) => {
    expect(parseRecord(damaged)).toBeUndefined()
  })
})
