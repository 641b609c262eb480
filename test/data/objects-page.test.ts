import { describe, expect, test, vi } from 'vitest'
import { uploadPage } from '../../source/services/aws/objects-page.ts'
import { removeObjects } from '../../source/services/aws/objects-remove.ts'
import { headersFor } from '../../source/services/build/headers-for.ts'
import { bucketMaker, refusal } from './bucket.ts'
import { userError } from './expect-error.ts'
import { folderWith, temporaryFolder, writeFiles } from './folders.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const makeBucket = bucketMaker()
const page = {
  'index.html': '<script src="/assets/index-3f2a9c01.js"></script>',
  'favicon.svg': '<svg/>',
  'assets/index-3f2a9c01.js': 'let a',
}

describe('a page', () => {
  test('goes up whole, HTML last, with the headers of each file', async () => {
    const bucket = await makeBucket()
    const result = await uploadPage({ ...bucket, directory: folderWith(page), headersFor })
    expect(result.uploaded.at(-1)).toBe('index.html')
    expect([...result.uploaded].sort()).toEqual(['assets/index-3f2a9c01.js', 'favicon.svg', 'index.html'])
    expect(result).toMatchObject({ unchanged: 0, kept: [], invalidationPaths: ['/index.html', '/'] })
    expect(await bucket.get('assets/index-3f2a9c01.js')).toEqual({
      text: 'let a',
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    })
    expect((await bucket.get('index.html')).cacheControl).toBe('no-cache')
    expect(bucket.sent.every(({ input }) => input.ExpectedBucketOwner === '123456789012')).toBe(true)
  })

  test('loses the files that nobody asks for any more', async () => {
    const bucket = await makeBucket()
    await uploadPage({ ...bucket, directory: folderWith(page), headersFor })
    await removeObjects(bucket, ['assets/index-3f2a9c01.js', 'assets/never-there.js'])
    await removeObjects(bucket, [])
    const result = await uploadPage({ ...bucket, directory: folderWith(page), headersFor })
    expect(result.uploaded).toEqual(['assets/index-3f2a9c01.js'])
  })

  test('that was built again from the same source costs one listing', async () => {
    const bucket = await makeBucket()
    await uploadPage({ ...bucket, directory: folderWith(page), headersFor })
    bucket.sent.length = 0
    const result = await uploadPage({ ...bucket, directory: folderWith(page), headersFor })
    expect(result).toEqual({ uploaded: [], unchanged: 3, kept: [], invalidationPaths: [] })
    expect(bucket.sent.map(({ name }) => name)).toEqual(['ListObjectsV2Command'])
  })

  test('that changed transfers and invalidates only that, and keeps the old assets', async () => {
    const bucket = await makeBucket()
    const directory = folderWith(page)
    await uploadPage({ ...bucket, directory, headersFor })
    const next = folderWith({
      'index.html': '<script src="/assets/index-77777777.js"></script>',
      'favicon.svg': '<svg/>',
      'assets/index-77777777.js': 'let b',
    })
    const result = await uploadPage({ ...bucket, directory: next, headersFor })
    expect(result).toEqual({
      uploaded: ['assets/index-77777777.js', 'index.html'],
      unchanged: 1,
      kept: ['assets/index-3f2a9c01.js'],
      invalidationPaths: ['/index.html', '/'],
    })
    expect((await bucket.get('assets/index-3f2a9c01.js')).text).toBe('let a')
  })

  test('invalidates a replaced file by its address', async () => {
    const bucket = await makeBucket()
    const directory = folderWith({ ...page, 'bilder/Zürich 1.svg': 'a' })
    await uploadPage({ ...bucket, directory, headersFor })
    writeFiles(directory, { 'bilder/Zürich 1.svg': 'b' })
    const { invalidationPaths } = await uploadPage({ ...bucket, directory, headersFor })
    expect(invalidationPaths).toEqual(['/bilder/Z%C3%BCrich%201.svg'])
  })

  test('of more files than one listing holds is still compared', async () => {
    const bucket = await makeBucket({ pageSize: 10 })
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`assets/${i}.txt`, `${i}`]))
    const directory = folderWith({ ...page, ...many })
    await uploadPage({ ...bucket, directory, headersFor })
    bucket.sent.length = 0
    expect((await uploadPage({ ...bucket, directory, headersFor })).unchanged).toBe(23)
    expect(bucket.sent.map(({ name }) => name)).toEqual(Array(3).fill('ListObjectsV2Command'))
  })

  test('whose asset is refused does not get its HTML', async () => {
    const bucket = await makeBucket({
      fault: ({ input }) => (input.Key === 'favicon.svg' ? refusal('AccessDenied', 403) : undefined),
    })
    const error = await userError(uploadPage({ ...bucket, directory: folderWith(page), headersFor }))
    expect(error.code).toBe('ACCESS_DENIED')
    expect(bucket.sent.map(({ input }) => input.Key)).not.toContain('index.html')
  })

  test.each([
    ['that is not there', () => `${temporaryFolder()}/dist`],
    ['without index.html', () => folderWith({ 'a.js': '' })],
  ])('%s is refused, and nothing is written', async (_, makeDirectory) => {
    const bucket = await makeBucket()
    const error = await userError(uploadPage({ ...bucket, directory: makeDirectory(), headersFor }))
    expect(error.code).toBe('PAGE_NOT_BUILT')
    expect(bucket.sent.map(({ name }) => name)).not.toContain('PutObjectCommand')
  })
})
