import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'
import { listOwnCode, ownCodePart, sizeOfOwnCode } from './own-code.ts'
import { checkPackageLimits } from './package-limits.ts'
import { largestParts } from './package-parts.ts'
import { withUnixLineEnds } from './text-bytes.ts'
import { type BuiltPackage, writeZip } from './write-zip.ts'

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
  const files = await listOwnCode(options.backendDirectory)
  if (!files.some((file) => file.path === 'app/handler.py')) {
    const app = join(options.backendDirectory, 'app')
    throw new UserError('BACKEND_MISSING', `${app} has no handler.py, which the Lambda function starts.`, [
      'Restore the backend folder, for example with git checkout -- backend',
    ])
  }
  // Before anything is read: what is too large for Lambda may be too large for memory.
  checkPackageLimits({ 'function package': await sizeOfOwnCode(files) })
  const entries = await Promise.all(
    files.map(async ({ path, absolute }) => ({ path, content: withUnixLineEnds(await readFile(absolute)) })),
  )
  const built = await writeZip(entries, options.output, 0)
  return { ...built, largest: largestParts(entries.map(({ path, content }) => ownCodePart(path, content.length))) }
}
