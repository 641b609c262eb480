import { createHash } from 'node:crypto'

export interface StoredAsset {
  readonly id: number
  readonly name: string
  size: number
  state: 'uploaded' | 'starter'
  readonly created_at: string
  digest?: string
  bytes: Uint8Array
}

export interface StoredRelease {
  readonly id: number
  readonly tag_name: string
  readonly name: string
  readonly body: string
  draft: boolean
  published_at: string | null
  readonly assets: StoredAsset[]
}

/** What GitHub keeps about the releases of one repository. */
export interface ReleaseStore {
  readonly releases: StoredRelease[]
  readonly add: (fields: Partial<StoredRelease> & { readonly tag_name: string }) => StoredRelease
  readonly addAsset: (
    release: StoredRelease,
    name: string,
    bytes: Uint8Array,
    state?: StoredAsset['state'],
  ) => StoredAsset
  readonly publish: (release: StoredRelease) => void
  readonly find: (id: number) => StoredRelease | undefined
  readonly findAsset: (id: number) => StoredAsset | undefined
  readonly latest: () => StoredRelease | undefined
  readonly remove: (id: number) => boolean
  readonly removeAsset: (id: number) => boolean
}

export function createReleaseStore(): ReleaseStore {
  const releases: StoredRelease[] = []
  let lastId = 6
  const nextId = () => {
    lastId += 1
    return lastId
  }
  /** A clock that only goes forward: every event is a second later than the one before. */
  const now = () => new Date(Date.UTC(2025, 0, 1) + nextId() * 1000).toISOString()
  return {
    releases,
    add: (fields) => {
      const release = { id: nextId(), name: '', body: '', draft: false, published_at: now(), assets: [], ...fields }
      releases.unshift(release)
      return release
    },
    addAsset: (release, name, bytes, state = 'uploaded') => {
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      const asset = { id: nextId(), name, size: bytes.length, state, created_at: now(), digest, bytes }
      release.assets.push(asset)
      return asset
    },
    publish: (release) => {
      release.draft = false
      release.published_at = now()
    },
    find: (id) => releases.find((each) => each.id === id),
    findAsset: (id) => releases.flatMap(({ assets }) => assets).find((each) => each.id === id),
    latest: () =>
      releases
        .filter(({ draft }) => !draft)
        .sort((a, b) => (String(a.published_at) < String(b.published_at) ? 1 : -1))
        .at(0),
    remove: (id) => removeFrom(releases, id),
    removeAsset: (id) => releases.some(({ assets }) => removeFrom(assets, id)),
  }
}

function removeFrom(list: { readonly id: number }[], id: number): boolean {
  const at = list.findIndex((each) => each.id === id)
  if (at >= 0) list.splice(at, 1)
  return at >= 0
}
