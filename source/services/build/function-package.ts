import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import { listFiles } from './list-files.ts'
import { checkPackageLimits } from './package-limits.ts'
import { withUnixLineEnds } from './text-bytes.ts'
import { type BuiltPackage, writeZip } from './write-zip.ts'

const isPartOfThePackage = (_path: string, name: string) =>
  !name.startsWith('.') && !['__pycache__', 'tests'].includes(name) && !/\.py[co]$/.test(name)

/**
 * Packs the backend's own code: `app/**` at the root of the zip, and nothing else of the backend's folder (so neither its
 * tests nor personal data). The same source gives the same bytes on every machine: stored rather than compressed, since
 * compressors differ between platforms and the source is small.
 * @throws {UserError} BACKEND_MISSING, FOLDER_UNREADABLE, LINK_IN_FOLDER, PACKAGE_TOO_LARGE
 */
export async function buildFunctionPackage(options: {
  readonly backendDirectory: string
  readonly output: string
}): Promise<BuiltPackage> {
  const app = join(options.backendDirectory, 'app')
  const files = await listFiles(app, isPartOfThePackage)
  if (!files.some((file) => file.path === 'handler.py')) {
    throw new UserError('BACKEND_MISSING', `${app} has no handler.py, which the Lambda function starts.`, [
      'Restore the backend folder, for example with git checkout -- backend',
    ])
  }
  const entries = await Promise.all(
    files.map(async (file) => ({
      path: `app/${file.path}`,
      content: withUnixLineEnds(await readFile(file.absolute)),
    })),
  )
  const built = await writeZip(entries, options.output, 0)
  checkPackageLimits({ 'function package': built })
  return built
}
