/** When each file of earlier builds was first no part of the page any more: key to ISO 8601, UTC. */
export type Retired = Readonly<Record<string, string>>

/** Days for which a page that is still open somewhere may ask for the files it was built with. */
const patience = 30

const day = 86_400_000

/**
 * Files that are no part of the page, as of now; those whose time has come are to be removed. A file that nobody
 * remembers begins its time now. Pure.
 * @param kept keys in the bucket that the present build does not have
 */
export function retire(
  kept: readonly string[],
  before: Retired,
  now: Date,
): { readonly retired: Retired; readonly expired: readonly string[] } {
  const since = kept.map((key) => [key, before[key] ?? now.toISOString()] as const)
  const isExpired = (at: string) => now.getTime() - Date.parse(at) > patience * day
  return {
    retired: Object.fromEntries(since.filter(([, at]) => !isExpired(at))),
    expired: since.filter(([, at]) => isExpired(at)).map(([key]) => key),
  }
}
