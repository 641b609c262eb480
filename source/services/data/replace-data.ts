import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { kindOf } from './known-files.ts'
import type { PersonalData } from './personal-data.ts'

const folders = ['personal_data', 'prompts'] as const
/** Being filled; nobody reads it, and what is left of a killed run is thrown away. */
const incoming = '.incoming'
/** Whole: from the rename that makes it on, its folders are the data, wherever the old ones still stand. */
const arrived = '.arrived'
const outgoing = '.outgoing'

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Readable by this user alone, and never part of a commit, wherever the project's own .gitignore looks. */
async function makePlace(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, '.gitignore'), '*\n')
}

/** The word to git goes last: killed in between, what is left of the data is still no part of a commit. */
async function clearPlace(folder: string): Promise<void> {
  for (const name of folders) await rm(join(folder, name), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

/** The folder in which `personal_data/` or `prompts/` is to be read: a replacement that was killed halfway counts. */
export async function standingFolder(directory: string, name: (typeof folders)[number]): Promise<string> {
  const newer = join(directory, arrived)
  return (await exists(join(newer, name))) ? newer : directory
}

/**
 * Puts other data into the place of what a folder (`backend/data`) holds. Killed at any instant, the folder reads as
 * the old data or as the new: the new is written beside it, made valid by one rename, and only then moved.
 * Files that are no part of personal data (pictures, hidden files) stay.
 */
export async function replaceData(directory: string, data: PersonalData): Promise<void> {
  await finishReplacement(directory)
  const place = join(directory, incoming)
  await makePlace(place)
  for (const name of folders) {
    await mkdir(join(place, name), { mode: 0o700 })
    if (await exists(join(directory, name))) await copyOthers(directory, name, place)
  }
  for (const { path, bytes } of data.files) {
    await mkdir(dirname(join(place, path)), { recursive: true, mode: 0o700 })
    await writeFile(join(place, path), bytes, { mode: 0o600, flush: true })
  }
  await rename(place, join(directory, arrived))
  await finishReplacement(directory)
}

async function copyOthers(directory: string, name: string, place: string): Promise<void> {
  const isOther = async (path: string) =>
    kindOf(relative(directory, path).split(sep).join('/')) === undefined || (await stat(path)).isDirectory()
  await cp(join(directory, name), join(place, name), { recursive: true, verbatimSymlinks: true, filter: isOther })
}

/** Ends what a killed run began: forward when the new data was whole, back otherwise. Safe to repeat. */
export async function finishReplacement(directory: string): Promise<void> {
  await clearPlace(join(directory, incoming))
  for (const name of folders) {
    const newer = join(directory, arrived, name)
    if (!(await exists(newer))) continue
    await makePlace(join(directory, outgoing))
    const older = join(directory, outgoing, name)
    await rm(older, { recursive: true, force: true })
    if (await exists(join(directory, name))) await rename(join(directory, name), older)
    await rename(newer, join(directory, name))
  }
  await clearPlace(join(directory, arrived))
  await clearPlace(join(directory, outgoing))
}
