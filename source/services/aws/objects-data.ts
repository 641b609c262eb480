import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { CancelledError } from '../../errors.ts'
import { explained } from './errors.ts'
import { type BucketScope, doAll, errorName, inBucket, type Report, stoppable } from './objects.ts'

export interface DataVersion {
  readonly version: string
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array; readonly sha256: string }[]
}

/** `current.json`: which version the twin reads, and what belongs to it. */
export interface DataPointer {
  readonly version: string
  /** `bytes` is the size. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

export interface DataUpload extends BucketScope {
  readonly data: DataVersion
  readonly report?: Report
}

/** The one object that says which version counts. */
export const pointerKey = 'current.json'
const contentTypes: Record<string, string> = {
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  yml: 'application/yaml',
}

const contentTypeOf = (path: string) => contentTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'

function parsePointer(text: string): DataPointer | undefined {
  try {
    const value = JSON.parse(text) as Partial<DataPointer> | null
    return typeof value?.version === 'string' && Array.isArray(value.files) ? (value as DataPointer) : undefined
  } catch {
    return undefined
  }
}

/**
 * What the twin reads now; undefined when no data was uploaded yet, or the pointer is unreadable (an upload mends it).
 * One request.
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export function readDataVersion(scope: BucketScope): Promise<DataPointer | undefined> {
  return explained('reading which version of the data is current', () => readPointer(scope))
}

async function readPointer(scope: BucketScope): Promise<DataPointer | undefined> {
  try {
    const answer = await scope.s3.send(new GetObjectCommand({ ...inBucket(scope), Key: pointerKey }), stoppable(scope))
    return parsePointer((await answer.Body?.transformToString()) ?? '')
  } catch (error) {
    if (scope.signal?.aborted) throw new CancelledError()
    if (errorName(error) === 'NoSuchKey') return undefined
    throw error
  }
}

/**
 * Makes a version the one that the twin reads: its files first, the pointer when all of them are there, so that a
 * reader sees the old data or the new and never a mixture. Nothing is transferred when it is current already.
 * @returns whether anything was written.
 * @throws {UserError} for the first failed upload; the pointer has not moved then. @throws {CancelledError}
 */
export function uploadDataVersion(scope: DataUpload): Promise<boolean> {
  return explained('uploading the personal data', () => upload(scope))
}

async function upload(scope: DataUpload): Promise<boolean> {
  const { data, s3, signal, report } = scope
  const put = async (key: string, body: Uint8Array | string, contentType: string) => {
    const input = { ...inBucket(scope), Key: key, Body: body, ContentType: contentType }
    await s3.send(new PutObjectCommand(input), stoppable(scope))
  }
  const current = await readPointer(scope)
  if (current?.version === data.version) {
    report?.(`The personal data is current (version ${data.version})`)
    return false
  }
  let done = 0
  const total = data.files.length
  const uploadFile = async ({ path, bytes }: DataVersion['files'][number]) => {
    await put(`versions/${data.version}/${path}`, bytes, contentTypeOf(path))
    done += 1
    report?.('Uploading the personal data', { done, total })
  }
  await doAll(data.files, uploadFile, signal)
  const files = data.files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 }))
  const pointer: DataPointer = { version: data.version, files }
  await doAll([pointer], () => put(pointerKey, JSON.stringify(pointer), contentTypeOf(pointerKey)), signal)
  report?.(`The twin now reads version ${data.version}`)
  return true
}
