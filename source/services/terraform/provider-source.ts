import type { TerraformKind } from './version.ts'

/** The registry whose `hashicorp/aws` each program installs; mirrors have a folder of that name. */
export const registryHost: Record<TerraformKind, string> = {
  terraform: 'registry.terraform.io',
  opentofu: 'registry.opentofu.org',
}

/** Milliseconds; a registry that is slower than this is asked for by Terraform itself. */
const probeTimeout = 3000

/**
 * True when the registry answers with its service document; false for no network, a firewall, or a
 * captive portal's page.
 */
export async function canReachRegistry(kind: TerraformKind, timeout = probeTimeout): Promise<boolean> {
  try {
    const response = await fetch(`https://${registryHost[kind]}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(timeout),
    })
    const services: unknown = await response.json()
    return typeof services === 'object' && services !== null && 'providers.v1' in services
  } catch {
    return false
  }
}
