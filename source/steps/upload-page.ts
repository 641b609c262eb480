import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { invalidate } from '../services/aws/invalidate.ts'
import { type PageUploadResult, uploadPage as upload } from '../services/aws/objects-page.ts'
import { headersFor } from '../services/build/headers-for.ts'
import { need } from './need.ts'

/** Uploads what changed of the page, assets first and HTML last, then clears what CloudFront holds of it. */
export const uploadPage: Step<Context, PageUploadResult | undefined> = {
  id: 'upload-page',
  title: 'Page upload',
  needs: ['apply'],
  inspect: async (context) => context.found.pageUpload,
  assess: (done) => {
    if (!done) return { status: 'missing', plan: ['Upload the chat page.'] }
    const { uploaded, unchanged } = done
    return {
      status: 'satisfied',
      detail:
        uploaded.length === 0
          ? `unchanged (${unchanged} files)`
          : `${uploaded.length} files uploaded, ${unchanged} unchanged`,
    }
  },
  apply: async (context, _done, report) => {
    const outputs = need(context, 'outputs')
    const done = await upload({
      s3: await context.aws().s3(),
      bucket: outputs.frontendBucket,
      account: need(context, 'identity').account,
      signal: context.signal,
      directory: need(context, 'page').directory,
      headersFor,
      report,
    })
    if (done.invalidationPaths.length > 0) {
      report('clearing CloudFront’s cache')
      await invalidate(await context.aws().cloudfront(), outputs.distributionId, done.invalidationPaths)
    }
    context.found.pageUpload = done
  },
}
