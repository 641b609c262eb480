import { UserError } from '../../errors.ts'
import { checkFile } from './check-file.ts'
import { identityFiles, kindOf, requiredPrompt } from './known-files.ts'
import { dataLimits, makePersonalData, type PersonalData } from './personal-data.ts'

/** Refuses more than a twin may have before more of it is read. */
export function checkTotal(bytes: number, files: number): void {
  const mebibytes = dataLimits.totalBytes / 1024 / 1024
  if (bytes > dataLimits.totalBytes) {
    throw new UserError('DATA_TOO_LARGE', `The personal data is larger than ${mebibytes} MB.`, [
      'Keep what a conversation needs; the model reads all of it for every answer.',
    ])
  }
  if (files > dataLimits.files) {
    throw new UserError('DATA_TOO_LARGE', `The personal data has more than ${dataLimits.files} files.`, [
      'Move files that the twin does not read to another folder.',
    ])
  }
}

const isBlank = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8').trim() === ''

/**
 * Believes a set of files only as a whole: each one valid, a prompt, and something about the person.
 * @param place where the files came from, as a person would say it.
 * @throws {UserError} DATA_INVALID, DATA_MISSING, DATA_TOO_LARGE.
 */
export function checkData(
  found: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  place: string,
  leftOut: readonly string[] = [],
): PersonalData {
  checkTotal(
    found.reduce((sum, { bytes }) => sum + bytes.length, 0),
    found.length,
  )
  const files = found.flatMap(({ path, bytes }) => {
    const kind = kindOf(path)
    return kind === undefined ? [] : [{ path, bytes: checkFile(path, kind, bytes) }]
  })
  const filled = new Set(files.filter(({ bytes }) => !isBlank(bytes)).map(({ path }) => path))
  if (!identityFiles.some((path) => filled.has(path))) {
    const names = identityFiles.map((path) => path.replace('personal_data/', '')).join(', ')
    throw new UserError(
      'DATA_MISSING',
      `${place} says nothing about the person: one of ${names} must have text in it.`,
      ['Write a few paragraphs about yourself into personal_data/summary.txt.'],
    )
  }
  if (!filled.has(requiredPrompt)) {
    const state = files.some(({ path }) => path === requiredPrompt) ? 'is empty' : 'is missing'
    throw new UserError('DATA_MISSING', `${place}: ${requiredPrompt} ${state}; it tells the model how to speak.`, [
      `Write ${requiredPrompt}, or copy it from a newly made project (create-digital-twin <directory>).`,
    ])
  }
  return makePersonalData(files, leftOut)
}
