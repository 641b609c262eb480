import { UserError } from '../../errors.ts'

/** `reason` completes "The archive is not safe to open: …". */
export const unsafe = (reason: string) =>
  new UserError('DATA_ARCHIVE_UNSAFE', `The archive is not safe to open: ${reason}. Nothing was taken from it.`, [
    'Make the archive again from the folders personal_data and prompts, and publish it as a new release.',
  ])

/** `reason` completes "The archive is damaged: …". */
export const damaged = (reason: string) =>
  new UserError('DATA_ARCHIVE_DAMAGED', `The archive is damaged: ${reason}.`, [
    'Run the same command again; if it stays so, publish the archive again.',
  ])

/** A name from an archive, fit for a terminal. */
const shown = (name: string) => JSON.stringify(name.replace(/\p{C}/gu, '?').slice(0, 80))

/** Refuses a name that could lead out of a folder, or mean another file on another file system. */
function checkName(name: string): void {
  const parts = (name.endsWith('/') ? name.slice(0, -1) : name).split('/')
  if (/\p{C}/u.test(name)) throw unsafe(`the name ${shown(name)} has control characters in it`)
  if (name.includes('\\')) throw unsafe(`the name ${shown(name)} has a backslash in it`)
  if (name.includes(':')) throw unsafe(`the name ${shown(name)} has a drive letter or a colon in it`)
  if (name.startsWith('/')) throw unsafe(`the name ${shown(name)} is an absolute path`)
  if (parts.some((part) => part === '..' || part === '.' || part === '')) {
    throw unsafe(`the name ${shown(name)} leads elsewhere`)
  }
}

/**
 * Checks all names of an archive together: no way out of the folder, and no two that a file system
 * without case (or with another Unicode form) would take for one.
 * @throws {UserError} DATA_ARCHIVE_UNSAFE
 */
export function checkNames(names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const name of names) {
    checkName(name)
    const folded = name.replace(/\/$/, '').normalize('NFKC').toLowerCase()
    const other = seen.get(folded)
    if (other !== undefined) throw unsafe(`${shown(other)} and ${shown(name)} are the same name on some computers`)
    seen.set(folded, name)
  }
}
