import { expect, test } from 'vitest'
import { modelReadsTokens } from '../../source/services/data/describe-data.ts'
import { readText } from '../support/repository.ts'

test('a person is told of as much as the backend hands to the model', () => {
  const [, most = ''] = /^\s*max_data_tokens\b[^\n=]*=\s*([\d_]+)/m.exec(readText('backend/app/core/config.py')) ?? []
  expect(Number(most.replaceAll('_', ''))).toBe(modelReadsTokens)
})
