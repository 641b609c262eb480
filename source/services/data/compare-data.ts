import type { PersonalData } from './personal-data.ts'

export interface DataChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/** What happens to the files of `older` when `newer` takes their place; paths. */
export function compareData(older: PersonalData | undefined, newer: PersonalData): DataChanges {
  const before = new Map(older?.files.map(({ path, sha256 }) => [path, sha256]))
  const after = new Set(newer.files.map(({ path }) => path))
  return {
    added: newer.files.map(({ path }) => path).filter((path) => !before.has(path)),
    changed: newer.files.filter(({ path, sha256 }) => (before.get(path) ?? sha256) !== sha256).map(({ path }) => path),
    removed: [...before.keys()].filter((path) => !after.has(path)),
  }
}
