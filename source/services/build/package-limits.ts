import { troubleError } from '../../troubles/find-trouble.ts'
import { describePart, largestParts, megabytes, type PackagePart, partsToRemove } from './package-parts.ts'

const megabyte = 1024 * 1024

/** In bytes (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
export const packageLimits = {
  /** A zip that goes to Lambda directly, without S3. */
  zipped: 50 * megabyte,
  /** The function and its layers together, unpacked. */
  unzipped: 250 * megabyte,
}

export interface PackageSize {
  /** Of the zip. */
  readonly bytes: number
  /** Unpacked. */
  readonly unzippedBytes: number
  /** What is large in it, if that is known. */
  readonly largest?: readonly PackagePart[]
}

/**
 * Refuses, before any upload, what Lambda would refuse after it.
 * @throws {UserError} PACKAGE_TOO_LARGE, with what is large and how to take it out
 */
export function checkPackageLimits(packages: Readonly<Record<string, PackageSize>>): void {
  for (const [name, { bytes, largest = [] }] of Object.entries(packages)) {
    if (bytes > packageLimits.zipped) throw tooLarge(name, 'zipped', bytes, largest)
  }
  const all = Object.values(packages)
  const unzipped = all.reduce((sum, each) => sum + each.unzippedBytes, 0)
  if (unzipped > packageLimits.unzipped) {
    const parts = all.flatMap(({ largest = [] }) => largest)
    throw tooLarge('code with its dependencies', 'unzipped', unzipped, parts)
  }
}

function tooLarge(name: string, kind: keyof typeof packageLimits, bytes: number, parts: readonly PackagePart[]) {
  const limit = packageLimits[kind]
  return troubleError('PACKAGE_TOO_LARGE', {
    package: name,
    size: `${megabytes(bytes)} ${kind}`,
    limit: megabytes(limit),
    largest: largestParts(parts).map(describePart),
    commands: partsToRemove(parts, bytes - limit).map(({ remedy }) => remedy),
  })
}
