import { readFile, realpath } from 'node:fs/promises'
import { UserError } from '../../errors.ts'
import { checkData, checkTotal, type DataOptions } from './check-data.ts'
import { kindOf } from './known-files.ts'
import type { PersonalData } from './personal-data.ts'
import { readAcceptedFile } from './public-lint/accepted-file.ts'
import { standingFolder } from './replace-data.ts'
import { unreadable, walkFolder } from './walk-folder.ts'

/**
 * Reads and checks `personal_data/` and `prompts/` below a folder (`backend/data` of the project).
 * Files that are neither text nor known are not opened; their names come back as `leftOut`.
 * @throws {UserError} DATA_MISSING, DATA_UNREADABLE, DATA_INVALID (file and line), DATA_TOO_LARGE, DATA_UNKNOWN_FILES.
 */
export async function readLocalData(
  directory: string,
  options: Omit<DataOptions, 'leftOut'> = {},
): Promise<PersonalData> {
  const root = await realpath(directory).catch((error) => {
    throw error.code === 'ENOENT' ? missing(directory, 'does not exist') : unreadable(directory, error)
  })
  const walk = async (name: 'personal_data' | 'prompts') => walkFolder(await standingFolder(root, name), name)
  const personal = await walk('personal_data')
  if (personal.length === 0) throw missing(`${directory}/personal_data`, 'is empty or does not exist')
  const found = [...personal, ...(await walk('prompts'))]
  checkTotal(0, found.length)
  const readable = found.filter(({ path }) => kindOf(path) !== undefined)
  checkTotal(
    readable.reduce((sum, { size }) => sum + size, 0),
    readable.length,
  )
  const files = await Promise.all(
    readable.map(async ({ path, absolute }) => {
      const bytes = await readFile(absolute).catch((error) => {
        throw unreadable(absolute, error)
      })
      return { path, bytes }
    }),
  )
  const leftOut = found.filter(({ path }) => kindOf(path) === undefined).map(({ path }) => path)
  const accepted = options.accepted ?? (await readAcceptedFile(root))
  return checkData(files, directory, { ...options, accepted, leftOut })
}

function missing(place: string, state: string): UserError {
  return new UserError('DATA_MISSING', `There is no personal data to deploy: ${place} ${state}.`, [
    'Put at least summary.txt into backend/data/personal_data and system_prompt.txt into backend/data/prompts.',
    'twin deploy --private-repo owner/name   # takes what lies encrypted in a private repository instead',
  ])
}
