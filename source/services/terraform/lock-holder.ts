import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { pointsTo } from './backend.ts'
import { defaultDataFolder, type TerraformProcess, terraformProcesses } from './processes.ts'

/** Whether the run that took a lock still lives. Doubt is `unknown`, never `dead`. */
export type Liveness =
  | { readonly state: 'alive'; readonly process: TerraformProcess }
  | { readonly state: 'dead' }
  | { readonly state: 'unknown'; readonly why: string }

export interface HeldState {
  /** `user@host`, as the lock has it. */
  readonly who: string
  /** The workspace. */
  readonly environment: string
  /** The project's folder of `.tf` files. */
  readonly folder: string
  readonly bucket: string
  /** The backend's key, which has no workspace in it. */
  readonly key: string
  /** What Terraform is called here, when its name is another. */
  readonly program?: string
}

/** How Terraform names whoever takes a lock: the user's name and the computer's. Empty when there is no name. */
export function whoHere(): string {
  try {
    return `${userInfo().username}@${hostname()}`
  } catch {
    return ''
  }
}

/**
 * Looks for the holder among this computer's processes. Terraform's lock names no process, so any
 * Terraform of this user that may work on this state counts as the holder.
 */
export async function findHolder(held: HeldState, here = whoHere()): Promise<Liveness> {
  const stranger = whyNotHere(held.who, here)
  if (stranger) return { state: 'unknown', why: stranger }
  const processes = await terraformProcesses(held.program)
  if (!processes) return { state: 'unknown', why: 'It cannot be seen here which programs are running.' }
  return judge(processes, held)
}

/** Why this computer's processes say nothing about that holder; undefined when they do. */
function whyNotHere(who: string, here: string): string | undefined {
  if (!who) return 'The lock does not say who took it.'
  if (who !== here) return `It was taken by ${who}; this is ${here || 'another user'}.`
  if (/@localhost(\.localdomain)?$/.test(who)) return `It was taken by ${who}, which many computers are called.`
  return undefined
}

/** @param processes all of this user's, from `terraformProcesses` */
export async function judge(processes: readonly TerraformProcess[], held: HeldState): Promise<Liveness> {
  const ownFolder = await realpath(held.folder).catch(() => held.folder)
  // TF_WORKSPACE cannot be overruled, so a process with another one works on another state.
  const suspects = processes.filter(({ workspace = held.environment }) => workspace === held.environment)
  const seen = await Promise.all(
    suspects.map(async (process) => ({ process, isOurs: await worksOn(process, held, ownFolder) })),
  )
  const alive = seen.filter(({ isOurs }) => isOurs).map(({ process }) => process)
  // Terraform itself comes before its providers: it is the one that can be asked to stop.
  const [holder] = [...alive].sort((one, other) => other.kind.localeCompare(one.kind))
  if (holder) return { state: 'alive', process: holder }
  // A provider by itself holds no lock: its Terraform does, and that is seen or gone.
  const doubtful = seen.find(({ process, isOurs }) => process.kind === 'terraform' && isOurs === undefined)
  if (!doubtful) return { state: 'dead' }
  const { pid, folder } = doubtful.process
  return {
    state: 'unknown',
    why: `Terraform runs here as process ${pid}${folder ? ` in ${folder}` : ''}, and it cannot be seen for which project.`,
  }
}

/** Whether a process works on this state, in this folder or in another copy of the project; undefined in doubt. */
async function worksOn(
  { folder, dataFolder }: TerraformProcess,
  held: HeldState,
  ownFolder: string,
): Promise<boolean | undefined> {
  if (folder === undefined) return undefined
  if (folder === ownFolder) return true
  const file = join(dataFolder ?? join(folder, defaultDataFolder), 'terraform.tfstate')
  const text = await readFile(file, 'utf8').catch(() => '')
  // A folder that stands and was initialised for no backend keeps its state on this computer.
  if (!text && dataFolder && existsSync(folder)) return false
  return pointsTo(text, held)
}
