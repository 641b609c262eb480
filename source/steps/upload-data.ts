import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { type DataPointer, readDataVersion, uploadDataVersion } from '../services/aws/objects-data.ts'
import { markChanging } from './deployment-places.ts'
import { need } from './need.ts'

/** Puts the checked data into its bucket as a version of its own; the twin is pointed to it last. */
export const uploadData: Step<Context, DataPointer | undefined> = {
  id: 'upload-data',
  title: 'Data upload',
  needs: ['apply'],
  inspect: async (context) => readDataVersion(await scopeOf(context)),
  assess: (pointer, context) => {
    const { version, files } = need(context, 'data')
    return pointer?.version === version
      ? { status: 'satisfied', detail: `version ${version}` }
      : { status: 'missing', plan: [`Upload ${files.length} files of personal data.`] }
  },
  apply: async (context, _pointer, report) => {
    await markChanging(context)
    await uploadDataVersion({ ...(await scopeOf(context)), data: need(context, 'data'), report })
  },
}

const scopeOf = async (context: Context) => ({
  s3: await context.aws().s3(),
  bucket: need(context, 'outputs').dataBucket,
  account: need(context, 'identity').account,
  signal: context.signal,
})
