import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { installFrontendPackages } from '../services/build/frontend-packages.ts'
import { pythonEnvironment } from '../services/dev/python-environment.ts'
import { run } from '../services/shell.ts'

/** Python's packages for the service on this computer. */
export const devBackend: Step<Context, string> = {
  id: 'dev-backend',
  title: 'Python packages',
  needs: [],
  inspect: async (context, report) => {
    const { backend, root } = context.paths()
    const parent = join(root, '.twin', 'dev')
    context.found.devPython = await pythonEnvironment({ backend, parent, report, signal: context.signal })
    return context.found.devPython
  },
  assess: () => ({ status: 'satisfied', detail: 'as in backend/requirements-local.txt' }),
}

/** The page's npm packages. */
export const devPage: Step<Context, string> = {
  id: 'dev-page',
  title: 'Page packages',
  needs: [],
  inspect: (context, report) =>
    installFrontendPackages({ frontendDirectory: context.paths().frontend, run, signal: context.signal, report }),
  assess: () => ({ status: 'satisfied', detail: 'as in frontend/package-lock.json' }),
}
