import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../write-whole.ts'
import { parseRecipients } from './age/recipients.ts'
import { unreadable } from './walk-folder.ts'

/** Beside `personal_data/` and `prompts/`: no secret, so it may be committed. */
export const recipientsFileName = 'recipients.txt'

const heading = `# Who can open the private data: one age recipient (age1…) a line.
# No secret. After a change: twin data rekey
`

/**
 * Whom the project encrypts for; undefined when nobody has been named yet.
 * @throws {UserError} DATA_RECIPIENTS_INVALID, DATA_RECIPIENTS_MISSING, DATA_UNREADABLE.
 */
export async function readRecipients(directory: string): Promise<readonly string[] | undefined> {
  const file = join(directory, recipientsFileName)
  const text = await readFile(file, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    if (problem.code === 'ENOENT') return undefined
    throw unreadable(file, problem)
  })
  return text === undefined ? undefined : parseRecipients(text, file)
}

/** Names one more, and takes out `replaced` where they stand; all other lines stay as they are. */
export async function addRecipient(
  directory: string,
  recipient: string,
  replaced: readonly string[] = [],
): Promise<void> {
  const file = join(directory, recipientsFileName)
  const text = await readFile(file, 'utf8').catch(() => heading)
  const kept = text.split(/\r?\n/).filter((line) => !replaced.includes(line.trim()))
  while (kept.at(-1)?.trim() === '') kept.pop()
  await mkdir(directory, { recursive: true })
  await writeWhole(file, `${[...kept, recipient].join('\n')}\n`)
}
