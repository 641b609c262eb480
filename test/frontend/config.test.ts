import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from '../../frontend/src/colours.ts'
import { defaultConfig, readConfig, titleOf } from '../../frontend/src/config.ts'

test.each([undefined, null, 'x', 3, []])('%j gives the defaults', (json) => {
  expect(readConfig(json)).toEqual(defaultConfig)
})

test('what is usable is taken, the rest is filled', () => {
  expect(readConfig({ name: ' Ada ', introduction: 7, suggestions: ['One?', '', 3, 'Two?'] })).toEqual({
    name: 'Ada',
    introduction: defaultConfig.introduction,
    suggestions: ['One?', 'Two?'],
    colours: {},
  })
})

test('an owner may want no suggestions', () => {
  expect(readConfig({ suggestions: [] }).suggestions).toEqual([])
})

test('the shipped file is read as it is written', () => {
  const shipped = JSON.parse(readFileSync(new URL('../../frontend/public/config.json', import.meta.url), 'utf8'))
  expect(readConfig(shipped)).toEqual(shipped)
})

test('the title names the owner', () => {
  expect(titleOf(defaultConfig)).toBe('Digital twin')
  expect(titleOf({ ...defaultConfig, name: 'Ada' })).toBe('Ada · digital twin')
})

test.each([['/me.jpg'], ['/pictures/me-2.webp']])('the picture %s is a file of the page', (picture) => {
  expect(readConfig({ picture }).picture).toBe(picture)
})

test.each([['https://example.org/me.jpg'], ['//example.org/me.jpg'], ['me.jpg'], ['/me.jpg?x'], ['javascript:x'], [7]])(
  'the picture %j is not, and left out',
  (picture) => {
    expect(readConfig({ picture })).not.toHaveProperty('picture')
  },
)

test('colours on which everything stays legible are taken', () => {
  expect(readConfig({ colours: { night: '#3a1240', lamp: '#FFD0A0' } }).colours).toEqual({
    night: '#3a1240',
    lamp: '#FFD0A0',
  })
})

test.each([
  ['light ground', { night: '#f0f0f0' }],
  ['a sign that is hardly seen', { lamp: '#123841' }],
  ['a sign on the chosen ground', { night: '#401230', lamp: '#4a1a3a' }],
  ['no colour', { night: 'navy', lamp: 'url(x)' }],
  ['no object', 'red'],
])('%s is not', (_, colours) => {
  const { night: _night, ...rest } = readConfig({ colours }).colours
  expect(rest).toEqual({})
})

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
