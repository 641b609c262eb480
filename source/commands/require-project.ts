import type { Context } from '../context.ts'
import { exitCodes, UserError } from '../errors.ts'
import { kindOfDirectory } from '../scaffold/is-project.ts'

/** @throws UserError PROJECT_NOT_FOUND when the folder holds no twin project. */
export async function requireProject(context: Context): Promise<void> {
  const { root } = context.paths()
  if (kindOfDirectory(root) === 'project') return
  throw new UserError(
    'PROJECT_NOT_FOUND',
    `${root} holds no twin project.`,
    ['Go to the folder of your twin, or name it with --cwd.', 'To set up a new one: create-digital-twin my-twin'],
    exitCodes.usage,
  )
}
