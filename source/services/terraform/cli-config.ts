import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { quoteHcl } from './hcl-string.ts'
import type { Machine } from './mirror-places.ts'

export interface CliConfig {
  readonly path: string
  readonly text: string
}

/**
 * The user's own Terraform CLI configuration: the file TF_CLI_CONFIG_FILE names, else the one at its
 * documented place. A name that leads nowhere counts as none: Terraform only prints warnings about it.
 */
export async function readUserCliConfig({ platform, home, env }: Machine): Promise<CliConfig | undefined> {
  const usual =
    platform === 'win32' ? (env.APPDATA ? [join(env.APPDATA, 'terraform.rc')] : []) : [join(home, '.terraformrc')]
  for (const path of [env.TF_CLI_CONFIG_FILE, ...usual]) {
    if (!path) continue
    const found = await access(path).then(
      () => true,
      () => false,
    )
    if (found) return { path, text: await readFile(path, 'utf8') }
  }
  return undefined
}

/** Whether the user has said where providers come from; then nothing of ours is put in between. */
export const saysWhereProvidersComeFrom = (config: CliConfig) => /^\s*provider_installation\b/m.test(config.text)
export const saysWhereToCache = (config: CliConfig) => /^\s*plugin_cache_dir\b/m.test(config.text)

/** A CLI configuration that takes the AWS provider from `mirror` and all others from their registries. */
export function mirrorCliConfig(mirror: string, host: string, rest = ''): string {
  const aws = quoteHcl(`${host}/hashicorp/aws`)
  return `${rest}${rest && !rest.endsWith('\n') ? '\n' : ''}provider_installation {
  filesystem_mirror {
    path    = ${quoteHcl(mirror)}
    include = [${aws}]
  }
  direct {
    exclude = [${aws}]
  }
}
`
}
