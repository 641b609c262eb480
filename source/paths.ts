import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where things lie in a user's project. */
export interface ProjectPaths {
  readonly root: string
  readonly terraform: string
  readonly backend: string
  /** `personal_data/` and `prompts/` lie in here. */
  readonly data: string
  readonly frontend: string
  /** Ours, ignored by git: answers, packages, the policy file. */
  readonly twin: string
  readonly build: string
  readonly policyFile: string
}

export function projectPaths(root: string): ProjectPaths {
  const twin = join(root, '.twin')
  return {
    root,
    terraform: join(root, 'terraform'),
    backend: join(root, 'backend'),
    data: join(root, 'backend', 'data'),
    frontend: join(root, 'frontend'),
    twin,
    build: join(twin, 'build'),
    policyFile: join(twin, 'least-privilege-policy.json'),
  }
}

type Environment = Readonly<Record<string, string | undefined>>

const program = 'create-digital-twin'

/** Downloads that can be made again (https://specifications.freedesktop.org/basedir-spec/). */
export const cacheDirectory = (env: Environment) =>
  join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), program)

/** What outlives a run but belongs to this computer alone. */
export const stateDirectory = (env: Environment) =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), program)

/** Settings and keys of this user. */
const configDirectory = (env: Environment) =>
  join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), program)

/** Where the key to the private data lies when it is not in DATA_KEY: never inside the project, which goes to a remote. */
export const dataKeyFile = (env: Environment, projectName: string) =>
  env.DATA_KEY_FILE || join(configDirectory(env), `${projectName}.key`)
