import { describe, expect, test } from 'vitest'
import { compareData } from '../../source/services/data/compare-data.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { type Contents, folderWith, sample } from './folders.ts'

const read = (more: Contents = {}) => readLocalData(folderWith({ ...sample, ...more }))

describe('what happens to files when other data takes their place', () => {
  test.each<[string, Contents, Contents, object]>([
    ['nothing', {}, {}, {}],
    ['a new file', {}, { 'personal_data/me.txt': 'I.' }, { added: ['personal_data/me.txt'] }],
    ['a file that goes', { 'personal_data/me.txt': 'I.' }, {}, { removed: ['personal_data/me.txt'] }],
    [
      'other words',
      { 'personal_data/me.txt': 'I.' },
      { 'personal_data/me.txt': 'You.' },
      { changed: ['personal_data/me.txt'] },
    ],
    [
      'another name',
      { 'personal_data/me.txt': 'I.' },
      { 'personal_data/style.txt': 'I.' },
      { added: ['personal_data/style.txt'], removed: ['personal_data/me.txt'] },
    ],
  ])('%s', async (_, older, newer, changes) => {
    expect(compareData(await read(older), await read(newer))).toEqual({
      added: [],
      changed: [],
      removed: [],
      ...changes,
    })
  })

  test('where there was none, all of it is new', async () => {
    expect(compareData(undefined, await read())).toEqual({ added: Object.keys(sample), changed: [], removed: [] })
  })
})
