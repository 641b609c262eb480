import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Report, Step } from '../engine/step.ts'
import { buildPage } from '../services/build/frontend-page.ts'
import { run } from '../services/shell.ts'
import { takeInput } from './deployment-inputs.ts'

type BuiltPage = NonNullable<Context['found']['page']>

/** The chat page as files; built here only when the user's copy of its source was changed. */
export const page: Step<Context, BuiltPage> = {
  id: 'page',
  title: 'Chat page',
  needs: [],
  inspect: async (context, report) => {
    const ahead = context.found.pageAhead
    context.found.page ??= ahead ? await ahead(report) : await build(context, report)
    return context.found.page
  },
  assess: ({ built }) => ({ status: 'satisfied', detail: built ? 'built from your source' : 'as shipped' }),
}

/** The fingerprint of the page that was last deployed from this folder. */
const memory = ({ paths }: Context) => join(paths().twin, 'deployed-page')

/** So that the next run knows a changed page before it has asked AWS. */
export async function rememberPage(context: Context, fingerprint: string | undefined): Promise<void> {
  if (fingerprint !== undefined) await writeFile(memory(context), fingerprint)
}

/**
 * Begins to build a page that is another one than at the last deployment from this folder, while AWS is still being
 * asked what stands there. Only this computer sees it; the step `page` takes it over, or its failure.
 */
export async function buildPageAhead(context: Context, fingerprint: string | undefined): Promise<void> {
  const { found, options } = context
  const last = await readFile(memory(context), 'utf8').catch(() => undefined)
  if (options.dryRun || options.force || last === undefined || last === fingerprint) return
  // Whoever waits for it takes the reports over.
  let teller: Report | undefined
  const report: Report = Object.assign((...words: Parameters<Report>) => teller?.(...words), {
    note: (lines: readonly string[]) => teller?.note(lines),
  })
  const work = build(context, report).then(
    (built) => () => built,
    (problem: unknown) => () => {
      throw problem
    },
  )
  found.pageAhead = async (listener) => {
    teller = listener
    return (await work)()
  }
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
