import { getEventListeners } from 'node:events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { CancelledError } from '../../source/errors.ts'
import { requestsAtOnce } from '../../source/services/aws/objects.ts'
import { readDataVersion, uploadDataVersion } from '../../source/services/aws/objects-data.ts'
import { makePersonalData } from '../../source/services/data/personal-data.ts'
import { bucketMaker, refusal } from './bucket.ts'
import { userError } from './expect-error.ts'

// Milliseconds: the outside programs share their processors with the rest of the suite.
vi.setConfig({ testTimeout: 60_000 })

const makeBucket = bucketMaker()
const dataOf = (contents: Record<string, string>) =>
  makePersonalData(Object.entries(contents).map(([path, text]) => ({ path, bytes: Buffer.from(text) })))
const data = dataOf({
  'personal_data/summary.txt': 'Ada keeps bees.',
  'personal_data/facts.json': '{}',
  'personal_data/qna.yml': 'a: 1',
  'prompts/system_prompt.txt': 'You are Ada.',
})
const many = dataOf(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`personal_data/${i}.txt`, `${i}`])))

describe('a version of the data', () => {
  test('lies where the twin looks for it, with its types', async () => {
    const bucket = await makeBucket()
    expect(await uploadDataVersion({ ...bucket, data })).toBe(true)
    const pointer = JSON.parse((await bucket.get('current.json')).text)
    expect(pointer.version).toBe(data.version)
    expect(pointer.files).toContainEqual({
      path: 'personal_data/summary.txt',
      bytes: 15,
      sha256: data.files[2]?.sha256,
    })
    const at = (path: string) => bucket.get(`versions/${data.version}/${path}`)
    expect(await at('personal_data/summary.txt')).toMatchObject({
      text: 'Ada keeps bees.',
      contentType: 'text/plain; charset=utf-8',
    })
    expect((await at('personal_data/facts.json')).contentType).toBe('application/json')
    expect((await at('personal_data/qna.yml')).contentType).toBe('application/yaml')
    expect((await readDataVersion(bucket))?.version).toBe(data.version)
  })

  test('that is current already costs one request', async () => {
    const bucket = await makeBucket()
    await uploadDataVersion({ ...bucket, data })
    bucket.sent.length = 0
    expect(await uploadDataVersion({ ...bucket, data })).toBe(false)
    expect(bucket.sent.map(({ name }) => name)).toEqual(['GetObjectCommand'])
  })

  test('replaces another by the pointer, written last; the old files stay', async () => {
    const bucket = await makeBucket()
    await uploadDataVersion({ ...bucket, data })
    const other = dataOf({ 'personal_data/me.txt': 'I.' })
    bucket.sent.length = 0
    await uploadDataVersion({ ...bucket, data: other })
    expect(bucket.sent.at(-1)?.input.Key).toBe('current.json')
    expect((await readDataVersion(bucket))?.version).toBe(other.version)
    expect((await bucket.get(`versions/${data.version}/personal_data/facts.json`)).text).toBe('{}')
  })

  test('asks for the owner of the bucket in every request', async () => {
    const bucket = await makeBucket()
    await uploadDataVersion({ ...bucket, data: many })
    expect(bucket.sent).toHaveLength(102)
    expect(bucket.sent.every(({ input }) => input.ExpectedBucketOwner === '123456789012')).toBe(true)
  })

  test('counts up to its end', async () => {
    const bucket = await makeBucket()
    const progress: (number | undefined)[] = []
    await uploadDataVersion({ ...bucket, data: many, report: (_, at) => progress.push(at?.done) })
    expect(progress.filter((done) => done !== undefined)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })
})

describe('an upload that fails', () => {
  test('leaves the pointer where it was, begins nothing more, and is mended by the next', async () => {
    let isBroken = true
    const bucket = await makeBucket({
      fault: ({ input }) =>
        isBroken && String(input.Key).endsWith('/5.txt') ? refusal('AccessDenied', 403) : undefined,
    })
    await bucket.put('current.json', '{"version": "0123", "files": []}')
    const error = await userError(uploadDataVersion({ ...bucket, data: many }))
    expect(error.code).toBe('ACCESS_DENIED')
    expect((await readDataVersion(bucket))?.version).toBe('0123')
    expect(bucket.sent.length).toBeLessThan(102)
    isBroken = false
    expect(await uploadDataVersion({ ...bucket, data: many })).toBe(true)
    expect((await readDataVersion(bucket))?.version).toBe(many.version)
  })

  test('by an interrupt does the same', async () => {
    const controller = new AbortController()
    const bucket = await makeBucket()
    const upload = uploadDataVersion({
      ...bucket,
      data: many,
      signal: controller.signal,
      report: () => controller.abort(),
    })
    await expect(upload).rejects.toBeInstanceOf(CancelledError)
    expect(await readDataVersion(bucket)).toBeUndefined()
  })

  test('or can be interrupted makes no warning on the screen', async () => {
    const warnings: string[] = []
    const note = (warning: Error) => warnings.push(warning.name)
    process.on('warning', note)
    onTestFinished(() => void process.off('warning', note))
    const bucket = await makeBucket()
    const { signal } = new AbortController()
    await uploadDataVersion({ ...bucket, data: many, signal })
    // 102 requests were sent; a closing connection may still hold the last few.
    expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(requestsAtOnce)
    expect(warnings).not.toContain('MaxListenersExceededWarning')
  })

  test('for want of the bucket says so', async () => {
    const bucket = await makeBucket({ missing: true })
    const error = await userError(uploadDataVersion({ ...bucket, data }))
    expect(error.message).toContain('NoSuchBucket')
  })
})

describe('a pointer', () => {
  test.each([' ', 'null', '{"version": 3}', '<html>'])('that is %j counts as none', async (text) => {
    const bucket = await makeBucket()
    await bucket.put('current.json', text)
    expect(await readDataVersion(bucket)).toBeUndefined()
    expect(await uploadDataVersion({ ...bucket, data })).toBe(true)
  })

  test('that is not there is none', async () => {
    expect(await readDataVersion(await makeBucket())).toBeUndefined()
  })
})
