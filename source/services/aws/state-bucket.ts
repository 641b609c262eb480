import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { explained, statusOf } from './errors.ts'

export type BucketPlace =
  | { readonly place: 'missing' }
  | { readonly place: 'foreign' }
  | { readonly place: 'elsewhere'; readonly region: string }
  | { readonly place: 'ours'; readonly lacks: readonly BucketTrait[] }

/** What makes a bucket fit to hold Terraform's state. */
export type BucketTrait = 'versioning' | 'encryption' | 'publicAccessBlock' | 'tlsOnly' | 'tags'

/**
 * Where the bucket is and what it still lacks. All questions are asked at once, whatever the first
 * answers: a HEAD error has no body, only its status tells 404 (free), 403 (somebody else's, or we
 * may not look) and 301 (another region) apart.
 */
export async function inspectStateBucket(s3: S3Client, name: string, account: string): Promise<BucketPlace> {
  const named = { Bucket: name, ExpectedBucketOwner: account }
  const [head, versioning, encryption, block, policy, tagging] = await Promise.allSettled([
    s3.send(new HeadBucketCommand(named)),
    s3.send(new GetBucketVersioningCommand(named)),
    s3.send(new GetBucketEncryptionCommand(named)),
    s3.send(new GetPublicAccessBlockCommand(named)),
    s3.send(new GetBucketPolicyCommand(named)),
    s3.send(new GetBucketTaggingCommand(named)),
  ])
  if (head.status === 'rejected') {
    const status = statusOf(head.reason)
    if (status === 404) return { place: 'missing' }
    if (status === 403) return { place: 'foreign' }
    const region = regionOf(head.reason)
    if ((status === 301 || status === 400) && region) return { place: 'elsewhere', region }
    return explained('reading the state bucket', () => Promise.reject(head.reason))
  }
  const home = head.value.BucketRegion
  const here = await s3.config.region()
  if (home && home !== here) return { place: 'elsewhere', region: home }

  const lacks: BucketTrait[] = []
  if (!(await holds(versioning, ({ Status }) => Status === 'Enabled'))) lacks.push('versioning')
  const isEncrypted = await holds(encryption, ({ ServerSideEncryptionConfiguration }) =>
    /^(AES256|aws:kms)/.test(
      ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? '',
    ),
  )
  if (!isEncrypted) lacks.push('encryption')
  const isBlocked = await holds(block, ({ PublicAccessBlockConfiguration: all }) =>
    Boolean(all?.BlockPublicAcls && all.BlockPublicPolicy && all.IgnorePublicAcls && all.RestrictPublicBuckets),
  )
  if (!isBlocked) lacks.push('publicAccessBlock')
  if (!(await holds(policy, ({ Policy }) => deniesPlainHttp(Policy ?? '')))) lacks.push('tlsOnly')
  if (!(await holds(tagging, ({ TagSet }) => TagSet?.some(({ Key }) => Key === 'ManagedBy') ?? false)))
    lacks.push('tags')
  return { place: 'ours', lacks }
}

const absent =
  /^(NoSuchBucketPolicy|NoSuchTagSet|NoSuchPublicAccessBlockConfiguration|ServerSideEncryptionConfigurationNotFoundError)$/

/** False also when S3 says that there is no such setting; any other refusal is an error. */
async function holds<Answer>(
  settled: PromiseSettledResult<Answer>,
  test: (answer: Answer) => boolean,
): Promise<boolean> {
  if (settled.status === 'fulfilled') return test(settled.value)
  if (absent.test((settled.reason as Error).name)) return false
  return explained('reading the state bucket', () => Promise.reject(settled.reason))
}

/** True when the policy denies everything that comes without TLS. */
export function deniesPlainHttp(policy: string): boolean {
  if (policy === '') return false
  const statements = [(JSON.parse(policy) as { Statement?: unknown }).Statement ?? []].flat() as {
    Effect?: string
    Condition?: Record<string, Record<string, unknown>>
  }[]
  return statements.some(
    ({ Effect, Condition }) => Effect === 'Deny' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false',
  )
}

/** S3 names the bucket's region in a header of its answer, whatever our permission. */
function regionOf(problem: unknown): string | undefined {
  const response = (problem as { $response?: { headers?: Record<string, string> } }).$response
  return response?.headers?.['x-amz-bucket-region']
}
