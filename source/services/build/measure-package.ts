import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import { sizeOfKeptDependencies } from './dependencies-package.ts'
import { listOwnCode, sizeOfOwnCode } from './own-code.ts'
import { checkPackageLimits, type PackageSize } from './package-limits.ts'

export interface PackageMeasure {
  /** The function's own code; its zip is stored, so it is as large as its files. */
  readonly code: PackageSize
  /** Absent as long as these requirements were never packed on this computer. */
  readonly dependencies: PackageSize | undefined
  /** PACKAGE_TOO_LARGE, as a deployment would end with it. */
  readonly problem: UserError | undefined
}

/**
 * How large the Lambda's packages are, without building them: reads sizes of files and the record of the
 * last build.
 * @param backendFolder the project's `backend`
 * @param cacheDirectory where packages of dependencies are kept
 * @throws {UserError} FOLDER_UNREADABLE, LINK_IN_FOLDER
 */
export async function measurePackage(backendFolder: string, cacheDirectory: string): Promise<PackageMeasure> {
  const [code, dependencies] = await Promise.all([
    listOwnCode(backendFolder).then(sizeOfOwnCode),
    sizeOfKeptDependencies(join(backendFolder, 'requirements.txt'), cacheDirectory),
  ])
  const sizes = { 'function package': code, ...(dependencies ? { 'dependencies package': dependencies } : {}) }
  return { code, dependencies, problem: problemOf(sizes) }
}

function problemOf(sizes: Readonly<Record<string, PackageSize>>): UserError | undefined {
  try {
    checkPackageLimits(sizes)
    return undefined
  } catch (problem) {
    if (problem instanceof UserError) return problem
    throw problem
  }
}
