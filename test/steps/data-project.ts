import { join } from 'node:path'
import type { Context } from '../../source/context.ts'
import { addIdentity } from '../../source/services/data/key-file.ts'
import { addRecipient } from '../../source/services/data/recipients-file.ts'
import { type Contents, temporaryFolder, writeFiles } from '../data/folders.ts'
import { fakeContext } from '../support/fake-context.ts'

interface DataProject {
  /** Below backend/data. */
  readonly contents?: Contents
  /** See parseDataPlace. */
  readonly place?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** That of another run in the same project, otherwise a new one. */
  readonly root?: string
  readonly keyFile?: string
}

/** One run in a project with personal data and a key file of its own, which does not exist yet. */
export function dataProject({ contents, place, env = {}, root = temporaryFolder(), keyFile }: DataProject = {}) {
  const data = join(root, 'backend', 'data')
  if (contents) writeFiles(data, contents)
  const file = keyFile ?? join(temporaryFolder(), 'digital-twin.key')
  const context: Context = fakeContext({
    root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_KEY_FILE: file, ...env },
    flags: { projectName: 'digital-twin', dataSource: 'private', ...(place ? { privateRepo: place } : {}) },
    found: { privateFolder: Promise.resolve(temporaryFolder()) },
  })
  return { context, root, data, keyFile: file }
}

/** As `twin data init` leaves it. @returns the recipient. */
export async function withKey({ data, keyFile }: { readonly data: string; readonly keyFile: string }): Promise<string> {
  const recipient = await addIdentity(keyFile, undefined, new Date())
  await addRecipient(data, recipient)
  return recipient
}
