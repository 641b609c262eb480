import { existsSync } from 'node:fs'
import type { Context } from './context.ts'
import { exitCodes, UserError } from './errors.ts'

/** Commands whose end tells whether an environment is as it should be. */
const changing = ['setup', 'deploy', 'destroy']

/** The folder for the note; nothing where no note is kept: no project, a dry run, or a command that only looks. */
function folderFor(command: string, { answers, options, paths }: Context): string | undefined {
  if (!changing.includes(command) || options.dryRun || answers.find('directory') === undefined) return undefined
  const { twin } = paths()
  return existsSync(twin) ? twin : undefined
}

/**
 * Leaves a note of how a command failed, for `twin doctor`: not everything can be seen again by looking,
 * such as that AWS has not verified the account. A person's own stop or slip of the keyboard is no failure.
 */
export async function keepFailure(command: string, context: Context, problem: unknown): Promise<void> {
  const folder = folderFor(command, context)
  if (!folder || !(problem instanceof UserError) || problem.exitCode === exitCodes.usage) return
  const { answers, found, options } = context
  const { code, message, nextSteps, link, details } = problem
  const environment = answers.find('environment')
  const typed = ['twin', command, ...(environment && command !== 'setup' ? [environment] : [])].join(' ')
  const { writeLastFailure } = await import('./services/last-failure.ts')
  // Where the note cannot be written, the failure itself must still be told.
  await writeLastFailure(folder, {
    code,
    message,
    nextSteps,
    ...(link ? { link } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    command: `${typed}${options.sameAccount}`,
    ...(environment ? { environment } : {}),
    ...(found.identity ? { account: found.identity.account } : {}),
    time: new Date().toISOString(),
  }).catch(() => undefined)
}

/** The same command came to its end: what it failed at before is mended. */
export async function forgetFailure(command: string, context: Context): Promise<void> {
  const folder = folderFor(command, context)
  const environment = context.answers.find('environment')
  const account = context.found.identity?.account
  if (!folder) return
  const { forgetLastFailure } = await import('./services/last-failure.ts')
  await forgetLastFailure(folder, { environment, account }).catch(() => undefined)
}
