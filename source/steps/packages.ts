import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { cacheDirectory } from '../paths.ts'
import { buildDependenciesPackage } from '../services/build/dependencies-package.ts'
import { buildFunctionPackage } from '../services/build/function-package.ts'
import { checkPackageLimits } from '../services/build/package-limits.ts'
import type { BuiltPackage } from '../services/build/write-zip.ts'
import { formatBytes } from '../services/data/describe-data.ts'
import { run } from '../services/shell.ts'
import { takeInput } from './deployment-inputs.ts'
import { need } from './need.ts'

export interface Packages {
  readonly code: BuiltPackage
  readonly dependencies: BuiltPackage
}

/** The Lambda's code and its dependencies, each a package of its own: a change of code uploads kilobytes. */
export const packages: Step<Context, Packages> = {
  id: 'packages',
  title: 'Lambda package',
  needs: ['tools'],
  inspect: async (context, report) => {
    context.found.packages ??= await build(context, report)
    return context.found.packages
  },
  assess: ({ code, dependencies }) => ({
    status: 'satisfied',
    detail: `code ${formatBytes(code.bytes)} · dependencies ${formatBytes(dependencies.bytes)}`,
  }),
}

async function build(context: Context, report: (message: string) => void): Promise<Packages> {
  const { backend, build: folder } = context.paths()
  await takeInput(context, 'backend')
  await mkdir(folder, { recursive: true })
  const [code, dependencies] = await Promise.all([
    buildFunctionPackage({ backendDirectory: backend, output: join(folder, 'function.zip') }),
    buildDependenciesPackage({
      requirementsFile: join(backend, 'requirements.txt'),
      python: need(context, 'python').path,
      output: join(folder, 'dependencies.zip'),
      cacheDirectory: cacheDirectory(context.env),
      run,
      signal: context.signal,
      report,
    }),
  ])
  checkPackageLimits({ code, dependencies })
  return { code, dependencies }
}
