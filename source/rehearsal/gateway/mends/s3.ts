import type { Answer, Call } from '../call.ts'
import { s3Arn } from '../classify/arns.ts'
import { type Deletion, readDeletions } from '../classify/s3.ts'
import { serviceError, xmlAnswer } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import { childrenOf, escapeXml, parseXml } from '../xml.ts'
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

/** Refusals are told for each object (API reference of DeleteObjects). */
const deleteObjects: Mend = async (call, account) => {
  const quiet = /<Quiet>\s*true/.test(call.request.body.toString())
  const allowed: Deletion[] = []
  const refused: string[] = []
  for (const [index, deletion] of readDeletions(call.request.body).entries()) {
    const check = call.checks[index]
    const refusal = check && (await account.refusal(check))
    if (!refusal) allowed.push(deletion)
    else
      refused.push(`<Error>${named(deletion)}<Code>AccessDenied</Code><Message>${escapeXml(refusal)}</Message></Error>`)
  }
  const deleted = (await deleteTogether(call, account, allowed)) ?? (await deleteEach(call, account, allowed))
  const lines = [...(quiet ? [] : deleted), ...refused]
  return xmlAnswer(
    200,
    `<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${lines.join('')}</DeleteResult>`,
    { 'content-type': 'application/xml' },
  )
}

const named = ({ key, versionId }: Deletion) =>
  `<Key>${escapeXml(key)}</Key>${versionId ? `<VersionId>${versionId}</VersionId>` : ''}`

/**
 * In one request, last named first: a listing names versions before markers, and moto fails a batch in which a key's
 * last delete marker outlives its versions. Undefined when it failed all the same.
 */
async function deleteTogether(
  call: Call,
  { forward }: Account,
  deletions: readonly Deletion[],
): Promise<readonly string[] | undefined> {
  if (deletions.length === 0) return []
  const objects = deletions.toReversed().map((deletion) => `<Object>${named(deletion)}</Object>`)
  const answer = await forward(
    craftRequest({
      service: 's3',
      region: call.request.region,
      url: `/${call.parameters.Bucket}?delete`,
      headers: { 'content-type': 'application/xml' },
      body: `<Delete>${objects.join('')}</Delete>`,
    }),
  )
  if (answer.status !== 200) return undefined
  const deleted = childrenOf(parseXml(answer.body.toString()), 'Deleted')
  return deleted.map(({ inner }) => `<Deleted>${inner}</Deleted>`)
}

/** One after the other; those that a failed batch has deleted already are no failure. */
async function deleteEach(call: Call, account: Account, deletions: readonly Deletion[]): Promise<readonly string[]> {
  const lines: string[] = []
  for (const deletion of deletions) {
    const marker = await deleteOne(call, account, deletion.key, deletion.versionId)
    lines.push(`<Deleted>${named(deletion)}${marker}</Deleted>`)
  }
  return lines
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
