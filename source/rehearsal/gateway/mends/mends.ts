import type { Answer, Call } from '../call.ts'
import { createStageMends } from './api-stages.ts'
import { bedrockMends } from './bedrock.ts'
import { createBucketPolicyMends } from './bucket-policy.ts'
import { iamPagingMends } from './iam-paging.ts'
import { identityMends } from './identity.ts'
import { lambdaMends } from './lambda.ts'
import type { Mend } from './mend.ts'
import { protectedRoleMends } from './protected-roles.ts'
import { route53Mends } from './route53.ts'
import { s3Mends } from './s3.ts'
import { sessionMends } from './sessions.ts'
import { simulatePrincipalPolicy } from './simulate.ts'
import { createTopicMends } from './sns.ts'
import { createTaggingMends, type TagMapping } from './tagging.ts'

/** Finds the mend of an operation; undefined when moto does it well. */
export function createMends(
  cloudfront: (call: Call) => Promise<Answer>,
  distributions: () => readonly TagMapping[],
): (call: Call) => Mend | undefined {
  const mends: Readonly<Record<string, Mend>> = {
    ...s3Mends,
    ...lambdaMends,
    ...identityMends,
    ...iamPagingMends,
    ...protectedRoleMends,
    ...sessionMends,
    ...bedrockMends,
    ...route53Mends,
    ...createStageMends(),
    ...createBucketPolicyMends(),
    ...createTopicMends(),
    ...createTaggingMends(distributions),
    'iam:SimulatePrincipalPolicy': simulatePrincipalPolicy,
  }
  return (call) =>
    call.request.service === 'cloudfront'
      ? (own) => cloudfront(own)
      : mends[`${call.request.service}:${call.operation}`]
}
