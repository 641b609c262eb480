import { chmod, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadSharedConfigFiles } from '@smithy/core/config'

type Environment = Readonly<Record<string, string | undefined>>

export interface Profile {
  readonly name: string
  /** Signs in through the browser; `aws sso login` renews it. */
  readonly isSso: boolean
}

/** The profiles in AWS's own files, read anew. */
export async function listProfiles(): Promise<readonly Profile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true })
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])
  return [...names]
    .filter((name) => !/^(sso-session|services)[. ]/.test(name))
    .map((name) => ({ name, isSso: Boolean(configFile[name]?.sso_session ?? configFile[name]?.sso_start_url) }))
}

/** The region that AWS's own files name for the profile in use. */
export async function regionOfProfile(env: Environment): Promise<string | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true })
  const name = env.AWS_PROFILE || 'default'
  return configFile[name]?.region ?? credentialsFile[name]?.region
}

const credentialsPath = (env: Environment) =>
  env.AWS_SHARED_CREDENTIALS_FILE || join(env.HOME || homedir(), '.aws', 'credentials')

/**
 * Adds an access key as a profile of its own to AWS's credentials file, readable by the user alone.
 * Nothing that is there already is changed.
 * @returns the profile's name: `wanted`, or that with a number when it is taken.
 */
export async function saveAccessKey(
  env: Environment,
  wanted: string,
  key: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Promise<string> {
  const taken = new Set((await listProfiles()).map(({ name }) => name))
  let name = wanted
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`
  const named = credentialsPath(env)
  await mkdir(dirname(named), { recursive: true, mode: 0o700 })
  // The file itself, where somebody keeps it elsewhere and links to it.
  const path = await realpath(named).catch(unlessMissing(named))
  const before = await readFile(path, 'utf8').catch(unlessMissing(''))
  const gap = before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const section = `[${name}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`
  // Written beside and renamed, so that no reader sees half of the user's keys.
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, before + gap + section, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, path)
  return name
}

/** A file that is there and cannot be read must not pass for an empty one: it would be written over. */
function unlessMissing(fallback: string): (problem: NodeJS.ErrnoException) => string {
  return (problem) => {
    if (problem.code === 'ENOENT') return fallback
    throw problem
  }
}
