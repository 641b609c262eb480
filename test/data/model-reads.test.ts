import { expect, test } from 'vitest'
import { modelReadsCharacters } from '../../source/services/data/describe-data.ts'
import { readText } from '../support/repository.ts'

test('a person is told of as many characters as the backend hands to the model', () => {
  const [, most = ''] =
    /^\s*max_data_characters\b[^\n=]*=\s*([\d_]+)/m.exec(readText('backend/app/core/config.py')) ?? []
  expect(Number(most.replaceAll('_', ''))).toBe(modelReadsCharacters)
})
