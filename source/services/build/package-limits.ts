import { UserError } from '../../errors.ts'
import type { BuiltPackage } from './write-zip.ts'

const megabyte = 1024 * 1024
/** Largest zip that Lambda takes directly, without going through S3 (Lambda quotas: 50 MB). */
const zippedLimit = 50 * megabyte
/** Largest function and layers together, unpacked (Lambda quotas: 250 MB). */
const unzippedLimit = 250 * megabyte

const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`

/**
 * Refuses, before any upload, what Lambda would refuse after it.
 * @throws {UserError} PACKAGE_TOO_LARGE
 */
export function checkPackageLimits(packages: Readonly<Record<string, Pick<BuiltPackage, 'bytes' | 'unzippedBytes'>>>) {
  const advice = [
    'Take what the backend does not import out of backend/requirements.in and lock it again.',
    'boto3 and botocore are not needed in the package: the Lambda runtime brings them.',
  ]
  for (const [name, { bytes }] of Object.entries(packages)) {
    if (bytes > zippedLimit) {
      throw new UserError(
        'PACKAGE_TOO_LARGE',
        `The ${name} is ${megabytes(bytes)} zipped; Lambda takes at most ${megabytes(zippedLimit)}.`,
        advice,
      )
    }
  }
  const unzipped = Object.values(packages).reduce((sum, each) => sum + each.unzippedBytes, 0)
  if (unzipped > unzippedLimit) {
    throw new UserError(
      'PACKAGE_TOO_LARGE',
      `Function and dependencies are ${megabytes(unzipped)} unzipped; Lambda takes at most ${megabytes(unzippedLimit)} together.`,
      advice,
    )
  }
}
