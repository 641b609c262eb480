import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { buildPage } from '../services/build/frontend-page.ts'
import { run } from '../services/shell.ts'
import { takeInput } from './deployment-inputs.ts'

/** The chat page as files; built here only when the user's copy of its source was changed. */
export const page: Step<Context, NonNullable<Context['found']['page']>> = {
  id: 'page',
  title: 'Chat page',
  needs: [],
  inspect: async (context, report) => {
    context.found.page ??= await build(context, report)
    return context.found.page
  },
  assess: ({ built }) => ({ status: 'satisfied', detail: built ? 'built from your source' : 'as shipped' }),
}

async function build(context: Context, report: Report) {
  await takeInput(context, 'page')
  return buildPage({
    frontendDirectory: context.paths().frontend,
    shippedDirectory: join(context.assets, 'dist'),
    run,
    signal: context.signal,
    force: context.options.force,
    report,
  })
}
