import { UserError } from '../../errors.ts'
import { isKnown } from './known-files.ts'

/**
 * What becomes of files under names that are not on the list of known ones. Formats that are no text never go to the
 * twin, which could not read them.
 * `carry`: texts go along, other formats stay; this is the default. `leave`: all of them stay, and their names are
 * shown. `refuse`: there must be none.
 */
export type UnknownFiles = 'carry' | 'leave' | 'refuse'

const mostNames = 5

interface Sorted<File> {
  readonly kept: readonly File[]
  readonly leftOut: readonly string[]
}

/**
 * @param leftOut names of other formats, which were not read.
 * @throws {UserError} DATA_UNKNOWN_FILES
 */
export function sortUnknown<File extends { readonly path: string }>(
  found: readonly File[],
  leftOut: readonly string[],
  choice: UnknownFiles = 'carry',
): Sorted<File> {
  if (choice === 'carry') return { kept: found, leftOut }
  const unknown = [...found.map(({ path }) => path).filter((path) => !isKnown(path)), ...leftOut].sort()
  if (choice === 'refuse' && unknown.length > 0) throw refused(unknown)
  return { kept: found.filter(({ path }) => isKnown(path)), leftOut: unknown }
}

function refused(names: readonly string[]): UserError {
  const shown = names.slice(0, mostNames).map((name) => name.replace(/\p{C}/gu, '?'))
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : ''
  return new UserError(
    'DATA_UNKNOWN_FILES',
    `There are files beside the known ones, and none are wanted: ${shown.join(', ')}${more}.`,
    ['Move them to another folder, or let them go along as texts that the twin reads.'],
  )
}
