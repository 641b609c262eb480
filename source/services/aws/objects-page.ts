import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { CancelledError, UserError } from '../../errors.ts'
import { explained } from './errors.ts'
import { type BucketScope, doAll, inBucket, type Report, stoppable } from './objects.ts'

export interface PageHeaders {
  readonly contentType: string
  readonly cacheControl: string
}

export interface PageUpload extends BucketScope {
  /** The built page: a folder with an index.html. */
  readonly directory: string
  /** From a key such as `assets/index-3f2a.js`. */
  readonly headersFor: (key: string) => PageHeaders
  readonly report?: Report
}

export interface PageUploadResult {
  /** Keys that were written, HTML last. */
  readonly uploaded: readonly string[]
  readonly unchanged: number
  /** Keys of earlier builds; they stay, because pages that are still open ask for them. */
  readonly kept: readonly string[]
  /** What CloudFront may still hold an old answer for; empty when nothing was replaced. */
  readonly invalidationPaths: readonly string[]
}

interface PageFile {
  readonly key: string
  readonly bytes: Buffer
  readonly md5: string
}

const isHtml = (key: string) => key.endsWith('.html')

async function readPage(directory: string): Promise<readonly PageFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        const bytes = await readFile(path)
        const key = relative(directory, path).split(sep).join('/')
        return { key, bytes, md5: createHash('md5').update(bytes).digest('hex') }
      }),
  )
  if (files.some(({ key }) => key === 'index.html')) return files
  throw new UserError('PAGE_NOT_BUILT', `There is no built page in ${directory}: index.html is missing.`, [
    'npm --prefix frontend run build',
  ])
}

/** ETag by key. For an object that was put in one part and encrypted with AES256 the ETag is its MD5. */
async function listEtags(scope: BucketScope): Promise<Map<string, string>> {
  const etags = new Map<string, string>()
  let token: string | undefined
  do {
    const input = { ...inBucket(scope), ...(token ? { ContinuationToken: token } : {}) }
    const page = await scope.s3.send(new ListObjectsV2Command(input), stoppable(scope))
    for (const { Key, ETag } of page.Contents ?? []) if (Key) etags.set(Key, (ETag ?? '').replaceAll('"', ''))
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token)
  return etags
}

/** `index.html` is served at `/` too, and any HTML may sit in a cache as the answer from before it existed. */
function invalidationPathsOf(uploaded: readonly string[], before: ReadonlyMap<string, string>): string[] {
  const stale = uploaded.filter((key) => before.has(key) || isHtml(key))
  return stale.flatMap((key) => [`/${encodeURI(key)}`, ...(key === 'index.html' ? ['/'] : [])])
}

/**
 * Uploads what differs from the bucket, by content and not by time: assets first, HTML when all of them are
 * there, so that no visitor gets a page whose parts are missing. One listing, then only the changed files.
 * @throws {UserError} PAGE_NOT_BUILT, and what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export function uploadPage(options: PageUpload): Promise<PageUploadResult> {
  return explained('uploading the page', () => upload(options))
}

/** How many files of the page differ from the bucket's. One listing; nothing is written. */
export async function comparePage(
  options: PageUpload,
): Promise<{ readonly changed: number; readonly unchanged: number }> {
  const { files, changed } = await explained('comparing the page', () => compare(options))
  return { changed: changed.length, unchanged: files.length - changed.length }
}

async function compare(options: PageUpload) {
  const [files, before] = await Promise.all([readPage(options.directory), listEtags(options)]).catch((error) => {
    throw options.signal?.aborted ? new CancelledError() : error
  })
  return { files, before, changed: files.filter(({ key, md5 }) => before.get(key) !== md5) }
}

async function upload(options: PageUpload): Promise<PageUploadResult> {
  const { s3, signal, headersFor, report } = options
  const { files, before, changed } = await compare(options)
  const uploaded: string[] = []
  const uploadFile = async ({ key, bytes }: PageFile) => {
    const { contentType, cacheControl } = headersFor(key)
    const input = { ...inBucket(options), Key: key, Body: bytes, ContentType: contentType, CacheControl: cacheControl }
    await s3.send(new PutObjectCommand(input), stoppable(options))
    uploaded.push(key)
    report?.('Uploading the page', { done: uploaded.length, total: changed.length })
  }
  for (const wave of [changed.filter(({ key }) => !isHtml(key)), changed.filter(({ key }) => isHtml(key))]) {
    await doAll(wave, uploadFile, signal)
  }
  const built = new Set(files.map(({ key }) => key))
  return {
    uploaded,
    unchanged: files.length - changed.length,
    kept: [...before.keys()].filter((key) => !built.has(key)),
    invalidationPaths: invalidationPathsOf(uploaded, before),
  }
}
