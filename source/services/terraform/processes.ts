import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { run } from '../shell.ts'

/** Terraform, or a provider that it started, at work under this user's name. */
export interface TerraformProcess {
  readonly pid: number
  readonly kind: 'terraform' | 'provider'
  /** Where it works: `-chdir` is followed. Undefined when that cannot be seen. */
  readonly folder?: string
  /** Its TF_WORKSPACE, where a process may be looked at and has one. */
  readonly workspace?: string
  /** Where it keeps what `init` settled, when it is known where. */
  readonly dataFolder?: string
}

/** Linux shortens a program's name to so many characters (proc_pid_comm(5)). */
const shortestName = 15

export const defaultDataFolder = '.terraform'

/**
 * Every such process of this user. Undefined when it cannot be seen which programs run: on Windows,
 * or without `/proc` and `ps`.
 * @param program what Terraform is called here, when its name is another.
 */
export async function terraformProcesses(program = ''): Promise<readonly TerraformProcess[] | undefined> {
  const user = process.getuid?.()
  if (user === undefined) return undefined
  return (await processesInProc(user, program)) ?? processesByPs(user, program)
}

/** What a program of that name is to Terraform; undefined for all others, editors' terraform-ls among them. */
export function kindOf(path: string, program = ''): TerraformProcess['kind'] | undefined {
  const name = basename(path)
  if (/^(terraform|tofu)([-_]?v?\d[\w.-]*)?$/.test(name)) return 'terraform'
  if (program && name.slice(0, shortestName) === basename(program).slice(0, shortestName)) return 'terraform'
  return name.startsWith('terraform-provi') ? 'provider' : undefined
}

async function processesInProc(user: number, program: string): Promise<TerraformProcess[] | undefined> {
  const names = await readdir('/proc').catch(() => [])
  const pids = names.filter((name) => /^\d+$/.test(name))
  if (pids.length === 0) return undefined
  const found = await Promise.all(pids.map((pid) => processInProc(pid, user, program)))
  return found.filter((each) => each !== undefined)
}

async function processInProc(pid: string, user: number, program: string): Promise<TerraformProcess | undefined> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
  const status = await read('status')
  const kind = kindOf(/^Name:\t(.*)$/m.exec(status)?.[1] ?? '', program)
  // Z and X are processes that have ended, and wait for somebody to ask how.
  if (!kind || /^State:\t[ZX]/m.test(status) || !new RegExp(`^Uid:\\t${user}\\t`, 'm').test(status)) return undefined
  try {
    const folder = await readlink(`/proc/${pid}/cwd`)
    return { pid: Number(pid), kind, folder, ...settingsIn(await read('environ'), folder) }
  } catch (problem) {
    // Only what is just ending has no folder any more.
    const isEnding = /^(ENOENT|ESRCH)$/.test(String((problem as NodeJS.ErrnoException).code))
    return isEnding ? undefined : { pid: Number(pid), kind }
  }
}

/** Nothing but these two variables is looked at. */
function settingsIn(environ: string, folder: string): Pick<TerraformProcess, 'workspace' | 'dataFolder'> {
  if (!environ) return {}
  const variable = (name: string) => new RegExp(`(?:^|\\0)${name}=([^\\0]+)`).exec(environ)?.[1]
  const workspace = variable('TF_WORKSPACE')
  const dataFolder = resolve(folder, variable('TF_DATA_DIR') ?? defaultDataFolder)
  return { dataFolder, ...(workspace ? { workspace } : {}) }
}

/** For systems without `/proc`, macOS above all. Undefined when there is no `ps` that understands. */
export async function processesByPs(user: number, program = ''): Promise<TerraformProcess[] | undefined> {
  const ask = ['ps', '-A', '-o', 'pid=', '-o', 'uid=', '-o', 'stat=', '-o', 'comm='] as const
  const listed = await run(ask, { env: { ...process.env, LC_ALL: 'C' } }).catch(() => undefined)
  if (!listed) return undefined
  const found = parsePs(listed.stdout, user, program)
  const folders = found.length > 0 ? await foldersOf(found.map(({ pid }) => pid)) : new Map<number, string>()
  return found.map((each) => {
    const folder = folders.get(each.pid)
    return folder ? { ...each, folder } : each
  })
}

/** Reads lines of `pid uid state program`; the program may be a path with blanks in it. */
export function parsePs(output: string, user: number, program = ''): TerraformProcess[] {
  return output.split('\n').flatMap((line) => {
    const [, pid, uid, state = '', path = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*?)\s*$/.exec(line) ?? []
    const kind = kindOf(path, program)
    return kind && Number(uid) === user && !state.startsWith('Z') ? [{ pid: Number(pid), kind }] : []
  })
}

/** Where processes work, by `lsof`, which macOS has; what it does not tell is left out. */
async function foldersOf(pids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const listed = await run(['lsof', '-a', '-d', 'cwd', '-p', pids.join(','), '-Fpn'], { allowFailure: true }).catch(
    () => undefined,
  )
  return parseLsof(listed?.stdout ?? '')
}

/** Reads `lsof -Fpn`: a line `p<pid>`, then a line `n<path>`. */
export function parseLsof(output: string): ReadonlyMap<number, string> {
  const folders = new Map<number, string>()
  let pid = 0
  for (const line of output.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1))
    if (line.startsWith('n')) folders.set(pid, line.slice(1))
  }
  return folders
}
