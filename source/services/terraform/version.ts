export type TerraformKind = 'terraform' | 'opentofu'

/** `use_lockfile`, the lock in S3, is in both from 1.10. */
export const minimumVersion = '1.10.0'

/** Reads the first line of `terraform version`; warnings may stand before it. */
export function parseVersion(output: string): { kind: TerraformKind; version: string } | undefined {
  const match = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(output)
  if (!match?.[2]) return undefined
  return { kind: match[1] === 'OpenTofu' ? 'opentofu' : 'terraform', version: match[2] }
}

/** Compares the three numbers of two versions; a pre-release counts as its release. */
export function isAtLeast(version: string, minimum: string): boolean {
  const numbers = (text: string) => text.split(/[.+-]/).slice(0, 3).map(Number)
  const [have, need] = [numbers(version), numbers(minimum)]
  for (const index of [0, 1, 2]) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
