import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mirrorCliConfig, readUserCliConfig, saysWhereProvidersComeFrom, saysWhereToCache } from './cli-config.ts'
import { findMirror, targetOf } from './find-mirror.ts'
import { type Machine, mirrorPlaces } from './mirror-places.ts'
import { canReachRegistry, registryHost } from './provider-source.ts'
import type { TerraformKind } from './version.ts'

export interface EnvironmentWish extends Machine {
  readonly kind: TerraformKind
  /** Node's name of the processor: `x64`, `arm64`. */
  readonly architecture: string
  /** A private folder that lives as long as the run; a CLI configuration may be written there. */
  readonly temporaryFolder: string
  /** Where downloaded providers are kept between runs and projects. */
  readonly cacheFolder: string
  /** False after an init that could not reach the registry, so that it is not tried again. */
  readonly registryWorks?: boolean
}

export interface TerraformEnvironment {
  readonly env: Record<string, string | undefined>
  readonly providersFrom: 'user configuration' | 'registry' | 'mirror'
  readonly mirror?: string
}

/**
 * The environment Terraform runs in, built on `wish.env` (credentials, region and endpoint come from
 * there). Providers come from where the user's own CLI configuration says; else from the registry;
 * else, when that cannot be reached, from a filesystem mirror found on this machine.
 *
 * TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE stays unset: the committed lock file has the hashes
 * of all platforms, so the cache works without breaking it.
 */
export async function terraformEnvironment(wish: EnvironmentWish): Promise<TerraformEnvironment> {
  const config = await readUserCliConfig(wish)
  const env: Record<string, string | undefined> = {
    ...wish.env,
    TF_CLI_CONFIG_FILE: config?.path,
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    // Arguments of the user's own habit, like -auto-approve, would be appended to ours.
    TF_CLI_ARGS: undefined,
    // Every command reads the provider's schema (hundreds of MB) anew, and most of it stays until the end. With the
    // collector this patient that takes a fifth less processor time and a sixteenth more memory (5.100.0, measured).
    GOGC: wish.env.GOGC ?? '400',
  }
  if (config && saysWhereProvidersComeFrom(config)) return { env, providersFrom: 'user configuration' }

  if (!(await registryWorks(wish))) {
    const host = registryHost[wish.kind]
    const mirror = await findMirror(mirrorPlaces(wish), { host, target: targetOf(wish.platform, wish.architecture) })
    if (mirror) {
      const path = join(wish.temporaryFolder, 'terraform-cli.tfrc')
      await writeFile(path, mirrorCliConfig(mirror, host, config?.text), { mode: 0o600 })
      return { env: { ...env, TF_CLI_CONFIG_FILE: path }, providersFrom: 'mirror', mirror }
    }
  }
  if (!wish.env.TF_PLUGIN_CACHE_DIR && !(config && saysWhereToCache(config))) {
    const cache = join(wish.cacheFolder, 'terraform-plugins')
    await mkdir(cache, { recursive: true })
    env.TF_PLUGIN_CACHE_DIR = cache
  }
  return { env, providersFrom: 'registry' }
}

/** Behind a proxy only Terraform can tell (our probe does not go through it): it gets the first try. */
async function registryWorks({ registryWorks: known, env, kind }: EnvironmentWish): Promise<boolean> {
  if (known !== undefined) return known
  if (env.HTTPS_PROXY || env.https_proxy) return true
  return canReachRegistry(kind)
}
