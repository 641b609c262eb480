import type { Context } from '../context.ts'
import type { Finding } from '../engine/finding.ts'
import type { Deployment } from '../found.ts'
import { invalidate } from '../services/aws/invalidate.ts'
import { type PageObject, readPageObject } from '../services/aws/page-object.ts'
import { readServedPage, type ServedPage } from '../services/page-at-edge.ts'
import { need } from '../steps/need.ts'
import { checkDeployments } from './each-deployment.ts'
import { troubleFinding } from './from-trouble.ts'

/** Do visitors see the page that was uploaded, or an older one that CloudFront still holds? */
export const cache = checkDeployments({
  id: 'cache',
  title: 'Page',
  look: async (deployment, context) => {
    const { site, outputs, environment } = deployment
    if (!site || !outputs.frontend_bucket) return {}
    const { account } = need(context, 'identity')
    const [stored, served] = await Promise.all([
      readPageObject({
        s3: await context.aws().s3(),
        bucket: outputs.frontend_bucket,
        account,
        signal: context.signal,
      }),
      readServedPage(site, context.signal),
    ])
    if (!stored) return { findings: [troubleFinding('PAGE_NOT_UPLOADED', { environment })] }
    if (!served) return {}
    if (served.md5 === stored.md5) return { detail: 'is the one that was uploaded' }
    return { findings: [stalePage(deployment, context, stored, served)] }
  },
})

function stalePage(
  { environment, site, outputs }: Deployment,
  context: Context,
  stored: PageObject,
  served: ServedPage,
): Finding {
  const id = outputs.cloudfront_distribution_id ?? ''
  return troubleFinding(
    'PAGE_STALE',
    { environment, distribution: id },
    {
      message: `Visitors of the ${environment} twin see an older page than the one that was uploaded: CloudFront still holds it.`,
      evidence: [
        `uploaded: ${stored.md5}${stored.changedAt ? `, ${stored.changedAt.toISOString()}` : ''}`,
        `served by ${site}: ${served.md5}, status ${served.status}${served.age === undefined ? '' : `, kept for ${served.age} s`}`,
      ],
      fix: {
        what: `Make CloudFront forget the old page of ${environment}.`,
        apply: async () => invalidate(await context.aws().cloudfront(), id, ['/*']),
      },
    },
  )
}
