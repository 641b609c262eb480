import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'

const schema = z.object({
  version: z.literal(1),
  code: z.string(),
  message: z.string(),
  nextSteps: z.array(z.string()).readonly(),
  link: z.string().optional(),
  details: z.record(z.string(), z.string()).readonly().optional(),
  /** As it was typed in essence: `twin deploy dev --profile work`. */
  command: z.string(),
  environment: z.string().optional(),
  /** Of the account, as far as it was known by then: twelve digits. */
  account: z.string().optional(),
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
})

/** How the last command that changes things ended, when it failed; what it says is redacted already. */
export type LastFailure = Omit<z.infer<typeof schema>, 'version'>

const pathIn = (folder: string) => join(folder, 'last-failure.json')

/**
 * Keeps a failure for `twin doctor`, in the place of the one before; readable by the user alone.
 * @param folder the project's `.twin`, which must be there.
 */
export async function writeLastFailure(folder: string, failure: LastFailure): Promise<void> {
  // Written beside and renamed, so that a reader never sees half of it.
  const draft = `${pathIn(folder)}.${randomUUID()}`
  try {
    await writeFile(draft, `${JSON.stringify({ version: 1, ...failure }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    await rename(draft, pathIn(folder))
  } finally {
    await rm(draft, { force: true })
  }
}

/** The failure that was kept, or nothing: also when the file is damaged or of a later version of ours. */
export async function readLastFailure(folder: string): Promise<LastFailure | undefined> {
  try {
    const { version: _, ...failure } = schema.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')))
    return failure
  } catch {
    return undefined
  }
}

/** Which environment in which account was dealt with; absent what was not learnt. */
export interface Whereabouts {
  readonly environment?: string | undefined
  readonly account?: string | undefined
}

/** Forgets it once the same environment of the same account is as it should be; another one's stays. */
export async function forgetLastFailure(folder: string, mended: Whereabouts): Promise<void> {
  const failure = await readLastFailure(folder)
  const differs = (key: keyof Whereabouts) => failure?.[key] !== undefined && failure[key] !== mended[key]
  if (!differs('environment') && !differs('account')) await rm(pathIn(folder), { force: true })
}
