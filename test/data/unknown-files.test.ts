import { describe, expect, test } from 'vitest'
import { describeData } from '../../source/services/data/describe-data.ts'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { userError } from './expect-error.ts'
import { folderWith, sample } from './folders.ts'

const contents = {
  ...sample,
  'personal_data/hobbies.md': '# Bees\n',
  'personal_data/cat.png': new Uint8Array([0x89, 0x50]),
}

describe('files under names that are not known', () => {
  test('stay, all of them, and are named', async () => {
    const data = await readLocalData(folderWith(contents), { unknownFiles: 'leave' })
    expect(data.files.map(({ path }) => path)).toEqual(Object.keys(sample))
    expect(data.leftOut).toEqual(['personal_data/cat.png', 'personal_data/hobbies.md'])
    expect(describeData(data).at(-1)).toBe(
      'Not uploaded, because their names are not known: personal_data/cat.png, personal_data/hobbies.md',
    )
  })

  test('are refused by name, at most five of them', async () => {
    const more = Object.fromEntries(['1', '2', '3', '4'].map((name) => [`personal_data/${name}.txt`, 'x']))
    const error = await userError(readLocalData(folderWith({ ...contents, ...more }), { unknownFiles: 'refuse' }))
    expect(error.code).toBe('DATA_UNKNOWN_FILES')
    expect(error.message).toContain('personal_data/4.txt, personal_data/cat.png and 1 more')
  })

  test('are no matter when there are none', async () => {
    const data = await readLocalData(folderWith(sample), { unknownFiles: 'refuse' })
    expect(data.leftOut).toBeUndefined()
  })
})
