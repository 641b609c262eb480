import { UserError } from '../../errors.ts'
import { checkFile } from './check-file.ts'
import { type DataProblem, dataInvalid } from './data-problem.ts'
import { documentText, textPathOf } from './documents/document-text.ts'
import { identityFiles, kindOf, requiredPrompt } from './known-files.ts'
import { dataLimits, makePersonalData, type PersonalData } from './personal-data.ts'
import { lintFiles } from './public-lint/lint-files.ts'
import { sortUnknown, type UnknownFiles } from './unknown-files.ts'

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

export interface FoundData {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface DataOptions {
  /** Names beside them that were not read: neither text nor known. */
  readonly leftOut?: readonly string[]
  /** Without it texts are carried under whatever name, and other formats stay where they are. */
  readonly unknownFiles?: UnknownFiles | undefined
  /** What a person called public, as `readAccepted` of the linter makes it. */
  readonly accepted?: ReadonlySet<string> | undefined
}

/**
 * Believes a set of files only as a whole: each one valid, a prompt, and something about the person. A PDF gets its
 * text beside it, which the twin reads.
 * @param place where the files came from, as a person would say it.
 * @throws {UserError} DATA_INVALID, DATA_MISSING, DATA_TOO_LARGE, DATA_UNKNOWN_FILES.
 */
export async function checkData(
  found: readonly FoundData[],
  place: string,
  options: DataOptions = {},
): Promise<PersonalData> {
  checkTotal(
    found.reduce((sum, { bytes }) => sum + bytes.length, 0),
    found.length,
  )
  const { kept, leftOut } = sortUnknown(found, options.leftOut ?? [], options.unknownFiles)
  const { files, notes } = await withTexts(await checkEach(kept))
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
  const privateSpots = lintFiles(
    files.filter(({ path }) => kindOf(path) !== 'pdf'),
    options.accepted,
  )
  return {
    ...makePersonalData(files, leftOut),
    ...(notes.length > 0 ? { notes } : {}),
    ...(privateSpots.length > 0 ? { privateSpots } : {}),
  }
}

async function checkEach(found: readonly FoundData[]): Promise<FoundData[]> {
  const problems: DataProblem[] = []
  const files: FoundData[] = []
  for (const { path, bytes } of found) {
    const kind = kindOf(path)
    if (kind === undefined) continue
    const checked = await checkFile(path, kind, bytes)
    problems.push(...checked.problems)
    files.push({ path, bytes: checked.bytes })
  }
  const [first, ...others] = problems
  if (first) throw dataInvalid([first, ...others])
  return files
}

/** The files with the texts of their PDFs, and a note for each PDF that has none. */
async function withTexts(files: readonly FoundData[]) {
  const texts = new Map<string, FoundData>()
  const notes: string[] = []
  for (const file of files.filter(({ path }) => kindOf(path) === 'pdf')) {
    const beside = files.find(({ path }) => path === textPathOf(file.path))
    const { text, note } = await documentText(file, beside)
    if (text) texts.set(text.path, text)
    if (note) notes.push(note)
  }
  return { files: [...files.filter(({ path }) => !texts.has(path)), ...texts.values()], notes }
}
