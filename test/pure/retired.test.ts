import { expect, test } from 'vitest'
import { retire } from '../../source/services/deployment/retired.ts'

const now = new Date('2026-11-23T12:00:00.000Z')

test('a file that is no part of the page any more begins its time', () => {
  expect(retire(['a.js'], {}, now)).toEqual({ retired: { 'a.js': now.toISOString() }, expired: [] })
})

test('it stays for thirty days and not longer', () => {
  const [young, old] = ['2026-10-24T12:00:00.000Z', '2026-10-24T11:59:59.000Z']
  expect(retire(['young.js', 'old.js'], { 'young.js': young, 'old.js': old }, now)).toEqual({
    retired: { 'young.js': young },
    expired: ['old.js'],
  })
})

test('one that is part of the page again, or gone, is forgotten', () => {
  expect(retire([], { 'a.js': '2020-01-01T00:00:00.000Z' }, now)).toEqual({ retired: {}, expired: [] })
})
