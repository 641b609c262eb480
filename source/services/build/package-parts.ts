import { formatBytes } from '../data/describe-data.ts'

/** A file or an installed distribution in a package. */
export interface PackagePart {
  readonly name: string
  /** Unpacked. */
  readonly bytes: number
  /** What takes it out of the package, as one types it in the project's folder. */
  readonly remedy: string
}

const megabyte = 1024 * 1024

/** 1 MB = 1024 * 1024 bytes, as in Lambda's quotas. */
export const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`

const shown = 3

/** The three that matter most when something must go; the largest first. */
export const largestParts = <Part extends { readonly bytes: number }>(parts: readonly Part[]): readonly Part[] =>
  [...parts].sort((a, b) => b.bytes - a.bytes).slice(0, shown)

export const describePart = ({ name, bytes }: PackagePart) => `${name} (${formatBytes(bytes)})`

/** The fewest of the largest parts that must go so that `excess` bytes are saved; at least one. */
export function partsToRemove(parts: readonly PackagePart[], excess: number): readonly PackagePart[] {
  let saved = 0
  return largestParts(parts).filter(({ bytes }) => {
    const isNeeded = saved <= excess
    saved += bytes
    return isNeeded
  })
}

/** A path as a POSIX shell takes it. */
export const quoted = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`)
