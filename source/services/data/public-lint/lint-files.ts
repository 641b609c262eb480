import { lintText } from './lint-text.ts'
import type { PrivateSpot, SpotKind } from './private-spot.ts'

/** All texts, in the order given. */
export const lintFiles = (
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  accepted?: ReadonlySet<string>,
): PrivateSpot[] => files.flatMap(({ path, bytes }) => lintText(path, Buffer.from(bytes).toString('utf8'), accepted))

const plurals: Partial<Record<SpotKind, string>> = {
  'e-mail address': 'e-mail addresses',
  'postal address': 'postal addresses',
  'date of birth': 'dates of birth',
  'password in an address': 'passwords in addresses',
}

/** "2 phone numbers, 1 IBAN", most of a kind first. */
export function countSpots(spots: readonly PrivateSpot[]): string {
  const counts = new Map<SpotKind, number>()
  for (const { kind } of spots) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${count === 1 ? kind : (plurals[kind] ?? `${kind}s`)}`)
    .join(', ')
}
