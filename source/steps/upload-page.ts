import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { invalidate } from '../services/aws/invalidate.ts'
import { comparePage, uploadPage as upload } from '../services/aws/objects-page.ts'
import { removeObjects } from '../services/aws/objects-remove.ts'
import { headersFor } from '../services/build/headers-for.ts'
import { retire } from '../services/deployment/retired.ts'
import { markChanging } from './deployment-places.ts'
import { need } from './need.ts'

interface Facts {
  readonly changed: number
  readonly unchanged: number
}

/**
 * Uploads what changed of the page, assets first and HTML last, then clears what CloudFront holds of it. What earlier
 * builds left is removed when no open page can ask for it any more.
 */
export const uploadPage: Step<Context, Facts> = {
  id: 'upload-page',
  title: 'Page upload',
  needs: ['apply', 'page'],
  inspect: async (context) => comparePage(await scopeOf(context)),
  assess: ({ changed, unchanged }, { found }) => {
    if (changed > 0) return { status: 'missing', plan: [`Upload ${changed} files of the chat page.`] }
    const uploaded = found.pageUpload?.uploaded.length ?? 0
    return {
      status: 'satisfied',
      detail: uploaded > 0 ? `${uploaded} files uploaded` : `unchanged (${unchanged} files)`,
    }
  },
  apply: async (context, _facts, report) => {
    await markChanging(context)
    const done = await upload({ ...(await scopeOf(context)), report })
    if (done.invalidationPaths.length > 0) {
      report('clearing CloudFront’s cache')
      const { distributionId } = need(context, 'outputs')
      await invalidate(await context.aws().cloudfront(), distributionId, done.invalidationPaths)
    }
    const { retired, expired } = retire(done.kept, context.found.lastRecord?.retired ?? {}, new Date())
    if (expired.length > 0) await removeObjects(await scopeOf(context), expired)
    Object.assign(context.found, { pageUpload: done, retired } satisfies Partial<Context['found']>)
  },
}

const scopeOf = async (context: Context) => ({
  s3: await context.aws().s3(),
  bucket: need(context, 'outputs').frontendBucket,
  account: need(context, 'identity').account,
  signal: context.signal,
  directory: need(context, 'page').directory,
  headersFor,
})
