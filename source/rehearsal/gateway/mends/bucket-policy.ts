import type { Answer, Call } from '../call.ts'
import { serviceError } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import type { Account, Mend } from './mend.ts'

/**
 * Bucket policies are kept here, and moto never sees them: it applies them without their conditions, so
 * that "deny what does not come over TLS" would deny everything.
 */
export function createBucketPolicyMends(): Readonly<Record<string, Mend>> {
  const policies = new Map<string, string>()
  const bucketOf = (call: Call) => call.parameters.Bucket ?? ''
  const put: Mend = async (call, account) => {
    const text = call.request.body.toString()
    if (!isPolicy(text)) return serviceError(call, 400, 'MalformedPolicy', 'This policy contains invalid Json')
    const missing = await missingBucket(call, account)
    if (missing) return missing
    policies.set(bucketOf(call), text)
    return { status: 204, headers: {}, body: '' }
  }
  const read: Mend = async (call, account) => {
    const missing = await missingBucket(call, account)
    if (missing) return missing
    const body = policies.get(bucketOf(call))
    if (body !== undefined) return { status: 200, headers: { 'content-type': 'application/json' }, body }
    const fields = { BucketName: bucketOf(call) }
    return serviceError(call, 404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', fields)
  }
  const remove: Mend = async (call, account) => {
    const missing = await missingBucket(call, account)
    if (missing) return missing
    policies.delete(bucketOf(call))
    return { status: 204, headers: {}, body: '' }
  }
  const removeBucket: Mend = async (call, account) => {
    const answer = await account.forward(call.request)
    if (answer.status < 300) policies.delete(bucketOf(call))
    return answer
  }
  return {
    's3:PutBucketPolicy': put,
    's3:GetBucketPolicy': read,
    's3:DeleteBucketPolicy': remove,
    's3:DeleteBucket': removeBucket,
  }
}

function isPolicy(text: string): boolean {
  try {
    return JSON.parse(text).Statement !== undefined
  } catch {
    return false
  }
}

/** What S3 says when there is no such bucket. */
async function missingBucket(call: Call, { forward }: Account): Promise<Answer | undefined> {
  const url = `/${call.parameters.Bucket}`
  const { status } = await forward(craftRequest({ service: 's3', region: call.request.region, method: 'HEAD', url }))
  if (status === 200) return undefined
  const fields = { BucketName: call.parameters.Bucket ?? '' }
  return serviceError(call, 404, 'NoSuchBucket', 'The specified bucket does not exist', fields)
}
