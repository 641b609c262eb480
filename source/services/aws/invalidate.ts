import { randomUUID } from 'node:crypto'
import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { explained } from './errors.ts'

/**
 * Makes CloudFront forget what it holds of these paths. It takes a minute or two to reach all
 * edges; pages keep working meanwhile, because assets have new names.
 */
export async function invalidate(
  cloudfront: CloudFrontClient,
  distributionId: string,
  paths: readonly string[],
): Promise<void> {
  await explained('clearing CloudFront’s cache', () =>
    cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId: distributionId,
        InvalidationBatch: { CallerReference: randomUUID(), Paths: { Quantity: paths.length, Items: [...paths] } },
      }),
    ),
  )
}
