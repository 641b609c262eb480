import { list, ofType, type Resource, type Rule, statementsOf } from './resource.ts'

/** A rule that each bucket has a fitting companion of a type, joined by the bucket's name. */
const eachBucketHas = (
  name: string,
  type: string,
  fits: (values: Resource['values'], bucket: string) => boolean,
): Rule => ({
  name,
  check: (resources) =>
    ofType(resources, 'aws_s3_bucket')
      .map(({ values }) => values.bucket as string)
      .filter((bucket) => {
        const companion = ofType(resources, type).find(({ values }) => values.bucket === bucket)
        return !companion || !fits(companion.values, bucket)
      })
      .map((bucket) => `${bucket}: ${name}`),
})

const sseOf = (values: Resource['values']) =>
  values.rule?.[0]?.apply_server_side_encryption_by_default?.[0]?.sse_algorithm

const deniesPlainHttp = (values: Resource['values'], bucket: string) =>
  statementsOf({ address: '', type: '', values }).some(
    (statement) =>
      statement.Effect === 'Deny' &&
      statement.Principal === '*' &&
      statement.Action === 's3:*' &&
      statement.Condition?.Bool?.['aws:SecureTransport'] === 'false' &&
      ['', '/*'].every((end) => list(statement.Resource).includes(`arn:aws:s3:::${bucket}${end}`)),
  )

const allowsNobodyButOurDistribution = (policy: Resource, distributions: readonly string[]) =>
  statementsOf(policy)
    .filter(({ Effect }) => Effect === 'Allow')
    .every(
      ({ Principal, Condition }) =>
        JSON.stringify(Principal) === '{"Service":"cloudfront.amazonaws.com"}' &&
        distributions.includes(Condition?.StringEquals?.['AWS:SourceArn'] ?? ''),
    )

export const storageRules: readonly Rule[] = [
  eachBucketHas(
    'is encrypted',
    'aws_s3_bucket_server_side_encryption_configuration',
    (values) => sseOf(values) === 'AES256',
  ),
  eachBucketHas('blocks public access', 'aws_s3_bucket_public_access_block', (values) =>
    ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].every(
      (setting) => values[setting] === true,
    ),
  ),
  eachBucketHas(
    'has no access lists',
    'aws_s3_bucket_ownership_controls',
    (values) => values.rule?.[0]?.object_ownership === 'BucketOwnerEnforced',
  ),
  eachBucketHas('takes TLS only', 'aws_s3_bucket_policy', deniesPlainHttp),
  {
    name: 'is never emptied by Terraform',
    check: (resources) =>
      ofType(resources, 'aws_s3_bucket')
        .filter(({ values }) => values.force_destroy !== false)
        .map(({ address }) => `${address} has force_destroy`),
  },
  {
    name: 'is read by our distribution only',
    check: (resources) => {
      const distributions = ofType(resources, 'aws_cloudfront_distribution').map(({ values }) => values.arn as string)
      return ofType(resources, 'aws_s3_bucket_policy')
        .filter((policy) => !allowsNobodyButOurDistribution(policy, distributions))
        .map(({ address }) => `${address} lets somebody else in`)
    },
  },
]
