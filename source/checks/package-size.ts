import type { Context } from '../context.ts'
import { type Check, well } from '../engine/check.ts'
import { findingFrom } from '../engine/finding.ts'
import { cacheDirectory } from '../paths.ts'
import { measurePackage } from '../services/build/measure-package.ts'
import { formatBytes } from '../services/data/describe-data.ts'
import { inProject } from './in-project.ts'

/** Will Lambda take the package? Measured without building it. */
export const packageSize: Check<Context> = inProject({
  id: 'package-size',
  title: 'Lambda package',
  needs: ['project'],
  inspect: async (context) => {
    const { code, problem } = await measurePackage(context.paths().backend, cacheDirectory(context.env))
    const detail = `code ${formatBytes(code.bytes)}`
    return problem ? { detail, findings: [findingFrom(problem)] } : well(detail)
  },
})
