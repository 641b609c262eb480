import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { kindOfDirectory } from '../scaffold/is-project.ts'

/** Is this the folder of a twin? The account can be looked at from anywhere, a deployment only from there. */
export const project: Check<Context> = {
  id: 'project',
  title: 'Project',
  inspect: async (context) => {
    const { root } = context.paths()
    if (kindOfDirectory(root) === 'project') {
      context.found.hasProject = true
      return well(root)
    }
    return {
      detail: '',
      findings: [
        {
          code: 'PROJECT_NOT_FOUND',
          severity: 'warning',
          message: `${root} holds no twin project, so its data and its deployments cannot be looked at.`,
          mend: ['cd <the folder of your twin>', 'create-digital-twin my-twin   # makes a new one'],
        },
      ],
    }
  },
}
