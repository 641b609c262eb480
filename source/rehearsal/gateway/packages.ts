import { randomBytes } from 'node:crypto'

/** The bytes of Lambda packages that were uploaded, each under an address nobody can guess. */
export interface Packages {
  /** Keeps the bytes in the place of an earlier package of that name. */
  keep(name: string, bytes: Buffer): void
  /** The path, below the gateway's address, that a package of that name can be read from. */
  pathOf(name: string): string | undefined
  read(path: string): Buffer | undefined
  forget(name: string): void
}

/** What such paths begin with; no bucket can have this name. */
export const packagesPath = '/_download/'

export function createPackages(): Packages {
  const paths = new Map<string, string>()
  const bytesAt = new Map<string, Buffer>()
  const forget = (name: string) => {
    const path = paths.get(name)
    if (path) bytesAt.delete(path)
    paths.delete(name)
  }
  return {
    keep(name, bytes) {
      forget(name)
      const path = packagesPath + randomBytes(24).toString('hex')
      paths.set(name, path)
      bytesAt.set(path, bytes)
    },
    pathOf: (name) => paths.get(name),
    read: (path) => bytesAt.get(path),
    forget,
  }
}
