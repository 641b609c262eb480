import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAtLeast } from './version.ts'

export interface MirrorWish {
  /** `registry.terraform.io` */
  readonly host: string
  /** Terraform's name of this machine: `linux_amd64`. */
  readonly target: string
}

/** How many folders below a place a mirror is still found. */
const depth = 2

const folders = async (path: string): Promise<string[]> => {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map((entry) => entry.name)
  } catch {
    return []
  }
}

/** The versions terraform/versions.tf accepts: `~> 5.100`. */
const fits = (version: string) => version.startsWith('5.') && isAtLeast(version, '5.100.0')

async function holdsProvider(mirror: string, { host, target }: MirrorWish): Promise<boolean> {
  const provider = join(mirror, host, 'hashicorp', 'aws')
  for (const version of await folders(provider)) {
    if (fits(version) && (await folders(join(provider, version))).includes(target)) return true
  }
  const packed = await readdir(provider).catch(() => [])
  return packed.some((name) => {
    const version = new RegExp(`^terraform-provider-aws_(.+)_${target}\\.zip$`).exec(name)?.[1]
    return version !== undefined && fits(version)
  })
}

async function searchBelow(place: string, wish: MirrorWish, levels: number): Promise<string | undefined> {
  const inside = await folders(place)
  if (inside.includes(wish.host) && (await holdsProvider(place, wish))) return place
  if (levels === 0) return undefined
  for (const name of inside) {
    const found = await searchBelow(join(place, name), wish, levels - 1)
    if (found) return found
  }
  return undefined
}

/** The first folder in or below `places` that is a filesystem mirror with a fitting AWS provider. */
export async function findMirror(places: readonly string[], wish: MirrorWish): Promise<string | undefined> {
  for (const place of places) {
    const found = await searchBelow(place, wish, depth)
    if (found) return found
  }
  return undefined
}

/** Terraform's name of a machine, as in a mirror's folders. */
export function targetOf(platform: NodeJS.Platform, architecture: string): string {
  const systems: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }
  const processors: Record<string, string> = { x64: 'amd64', ia32: '386' }
  return `${systems[platform] ?? platform}_${processors[architecture] ?? architecture}`
}
