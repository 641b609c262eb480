/**
 * Where a distribution answers. TWIN_SITE_ADDRESS may hold another shape of the address, with
 * `{domain}` in it, for accounts whose sites are not reached over HTTPS.
 */
export function siteAddress(domain: string, env: Readonly<Record<string, string | undefined>>): string {
  return (env.TWIN_SITE_ADDRESS || 'https://{domain}').replace('{domain}', domain)
}
