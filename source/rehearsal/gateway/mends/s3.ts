import type { Answer, Call } from '../call.ts'
import { s3Arn } from '../classify/arns.ts'
import { readDeletions } from '../classify/s3.ts'
import { serviceError, xmlAnswer } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import { escapeXml, parseXml } from '../xml.ts'
import type { Account, Mend } from './mend.ts'

/** Operations that are answered wherever the bucket is. */
const anywhere = new Set(['ListBuckets', 'CreateBucket', 'GetBucketLocation'])

/** The checks that S3 makes before every operation on a bucket; undefined lets the call through. */
export async function guardBucket(call: Call, account: Account): Promise<Answer | undefined> {
  const expected = call.request.headers['x-amz-expected-bucket-owner']
  // S3 user guide, "Verifying bucket ownership with bucket owner condition": 403 when they differ.
  if (expected !== undefined && expected !== account.id) return serviceError(call, 403, 'AccessDenied', 'Access Denied')
  if (anywhere.has(call.operation)) return undefined
  const region = await bucketRegion(call, account)
  if (!region || region === call.request.region) return undefined
  return redirect(call, region)
}

/** The bucket's region; undefined when there is no such bucket. */
async function bucketRegion(call: Call, { forward, region }: Account): Promise<string | undefined> {
  const url = `/${call.parameters.Bucket}?location`
  const answer = await forward(craftRequest({ service: 's3', region, method: 'GET', url }))
  if (answer.status !== 200) return undefined
  return parseXml(answer.body.toString()).text.trim() || 'us-east-1'
}

/** S3 user guide, "Making requests using the REST API": PermanentRedirect names the region in a header. */
function redirect(call: Call, region: string): Answer {
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.'
  const Bucket = call.parameters.Bucket ?? ''
  const answer = serviceError(call, 301, 'PermanentRedirect', message, {
    Endpoint: `s3.${region}.amazonaws.com`,
    Bucket,
  })
  return { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': region } }
}

const headBucket: Mend = async (call, { forward, region }) => {
  const answer = await forward(call.request)
  return answer.status === 200
    ? { ...answer, headers: { ...answer.headers, 'x-amz-bucket-region': call.request.region || region } }
    : answer
}

/** A key that is not there is a secret to those who may not list (API reference of GetObject, "Permissions"). */
const readObject: Mend = async (call, account) => {
  const answer = await account.forward(call.request)
  if (answer.status !== 404) return answer
  const refusal = await account.refusal({
    action: 's3:ListBucket',
    resource: s3Arn(call.request, call.parameters.Bucket ?? ''),
  })
  return refusal ? serviceError(call, 403, 'AccessDenied', refusal) : answer
}

/**
 * Deletes one after the other: moto fails a whole batch when a delete marker outlives its versions.
 * Refusals are told for each object (API reference of DeleteObjects).
 */
const deleteObjects: Mend = async (call, account) => {
  const quiet = /<Quiet>\s*true/.test(call.request.body.toString())
  const lines: string[] = []
  for (const [index, { key, versionId }] of readDeletions(call.request.body).entries()) {
    const check = call.checks[index]
    const refusal = check && (await account.refusal(check))
    const named = `<Key>${escapeXml(key)}</Key>${versionId ? `<VersionId>${versionId}</VersionId>` : ''}`
    if (refusal) lines.push(`<Error>${named}<Code>AccessDenied</Code><Message>${escapeXml(refusal)}</Message></Error>`)
    else {
      const marker = await deleteOne(call, account, key, versionId)
      if (!quiet) lines.push(`<Deleted>${named}${marker}</Deleted>`)
    }
  }
  return xmlAnswer(
    200,
    `<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${lines.join('')}</DeleteResult>`,
    { 'content-type': 'application/xml' },
  )
}

async function deleteOne(
  call: Call,
  { forward }: Account,
  key: string,
  versionId: string | undefined,
): Promise<string> {
  const path = `/${call.parameters.Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
  const url = versionId ? `${path}?versionId=${encodeURIComponent(versionId)}` : path
  const answer = await forward(craftRequest({ service: 's3', region: call.request.region, method: 'DELETE', url }))
  const id = answer.headers['x-amz-version-id']
  const made = answer.headers['x-amz-delete-marker'] === 'true' && !versionId && id
  return made ? `<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>${id}</DeleteMarkerVersionId>` : ''
}

/** Removing a key's last delete marker makes moto fail after the work is done. */
const deleteObject: Mend = async (call, { forward }) => {
  const answer = await forward(call.request)
  if (answer.status !== 500 || !call.request.query.has('versionId')) return answer
  return { status: 204, headers: { 'x-amz-version-id': call.request.query.get('versionId') ?? '' }, body: '' }
}

export const s3Mends: Readonly<Record<string, Mend>> = {
  's3:HeadBucket': headBucket,
  's3:GetObject': readObject,
  's3:HeadObject': readObject,
  's3:DeleteObject': deleteObject,
  's3:DeleteObjects': deleteObjects,
}
