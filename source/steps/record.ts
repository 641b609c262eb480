import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { inputNames, type WholeRecord } from '../services/deployment/record.ts'
import { readEtags, writeRecord } from './deployment-places.ts'
import { need } from './need.ts'
import { rememberPage } from './page.ts'

interface Facts {
  /** Undefined when this run has not seen all of what belongs into it. */
  readonly wanted: WholeRecord | undefined
}

/**
 * Keeps beside the state what this deployment was made of, so that the next one knows whether anything changed. Last of
 * all: a run that was killed before leaves something for the next one to do.
 */
export const record: Step<Context, Facts> = {
  id: 'record',
  title: 'Deployment record',
  needs: ['history'],
  inspect: async (context) => {
    const { found } = context
    if (found.record) return { wanted: found.record }
    const { inputs = {}, outputs, health, plannedAt } = found
    if (!outputs || !health || !plannedAt || inputNames.some((name) => inputs[name] === undefined)) {
      return { wanted: undefined }
    }
    const { state, data } = await readEtags(context, need(context, 'identity').account)
    if (!state || !data) return { wanted: undefined }
    const at = new Date().toISOString()
    const retired = found.retired ?? found.lastRecord?.retired ?? {}
    const etags = { state, data }
    return { wanted: { state: 'whole', at, plannedAt, inputs, etags, places: outputs, health, retired } }
  },
  assess: ({ wanted }, { found }) => {
    if (!wanted) return { status: 'satisfied', detail: 'not kept: the next deployment looks at everything again' }
    return found.record
      ? { status: 'satisfied', detail: 'kept, so that the next deployment does only what changed' }
      : { status: 'missing', plan: ['Keep a record of what was deployed beside Terraform’s state.'] }
  },
  apply: async (context, { wanted }) => {
    if (!wanted) return
    await writeRecord(context, wanted)
    await rememberPage(context, wanted.inputs.page)
    context.found.record = wanted
  },
}
