import { loadSharedConfigFiles } from '@smithy/core/config'
import type { CredentialsInUse } from '../../troubles/trouble.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Section = Readonly<Record<string, string | undefined>>

/**
 * Where the SDK takes credentials from, told by variables and files alone, so that it can be said when
 * they do not work. In the SDK for JavaScript a named profile goes before keys in the environment: its
 * credential-provider-node says so in a warning when it finds both.
 */
export async function credentialsInUse(env: Environment): Promise<CredentialsInUse> {
  if (!env.AWS_PROFILE && env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return { from: 'environment' }
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true })
  const sectionOf = (name: string): Section => ({ ...configFile[name], ...credentialsFile[name] })
  const profile = env.AWS_PROFILE || 'default'
  const named = env.AWS_PROFILE ? { profile: env.AWS_PROFILE } : {}
  const seen = new Set<string>()
  // A role is taken with the credentials of another profile, which are the ones to renew.
  for (let name = profile; !seen.has(name); ) {
    seen.add(name)
    const { source_profile: source, ...section } = sectionOf(name)
    const from = kindOf(section)
    if (source === undefined || source === name) return { from, ...(name === profile ? named : { profile: name }) }
    name = source
  }
  return { from: 'nowhere', ...named }
}

function kindOf(section: Section): CredentialsInUse['from'] {
  if (section.sso_session || section.sso_start_url) return 'sso'
  if (section.login_session) return 'login'
  if (section.aws_access_key_id) return 'keys'
  return section.credential_process ? 'process' : 'nowhere'
}
