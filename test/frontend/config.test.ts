import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultConfig, readConfig, titleOf } from '../../frontend/src/config.ts'

test.each([undefined, null, 'x', 3, []])('%j gives the defaults', (json) => {
  expect(readConfig(json)).toEqual(defaultConfig)
})

test('what is usable is taken, the rest is filled', () => {
  expect(readConfig({ name: ' Ada ', introduction: 7, suggestions: ['One?', '', 3, 'Two?'] })).toEqual({
    name: 'Ada',
    introduction: defaultConfig.introduction,
    suggestions: ['One?', 'Two?'],
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
