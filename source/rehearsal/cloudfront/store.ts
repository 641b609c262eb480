import { randomInt } from 'node:crypto'

/** One thing that CloudFront keeps: a distribution, an origin access control, a policy. */
export interface Kept {
  readonly id: string
  readonly collection: string
  etag: string
  /** The inside of its `…Config` element, exactly as it was sent. */
  config: string
  modified: string
  readonly tags: Map<string, string>
  readonly invalidations: Invalidation[]
  /** Only distributions: whether the edge serves what `config` says. */
  deployed: boolean
  port: number
}

export interface Invalidation {
  readonly id: string
  readonly created: string
  /** The inside of its `InvalidationBatch` element. */
  readonly batch: string
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Ids and ETags look like CloudFront's: `E` and 13 letters or digits. */
export const newId = (first = 'E') =>
  first + Array.from({ length: 13 }, () => letters[randomInt(letters.length)]).join('')

export interface CloudFrontStore {
  add(collection: string, config: string): Kept
  find(collection: string, id: string): Kept | undefined
  list(collection: string): Kept[]
  change(kept: Kept, config: string): void
  remove(kept: Kept): void
}

export function createCloudFrontStore(): CloudFrontStore {
  const all = new Map<string, Kept>()
  const now = () => new Date().toISOString()
  return {
    add(collection, config) {
      const kept: Kept = {
        id: newId(),
        collection,
        etag: newId(),
        config,
        modified: now(),
        tags: new Map(),
        invalidations: [],
        deployed: false,
        port: 0,
      }
      all.set(`${collection}/${kept.id}`, kept)
      return kept
    },
    find: (collection, id) => all.get(`${collection}/${id}`),
    list: (collection) => [...all.values()].filter((kept) => kept.collection === collection),
    change(kept, config) {
      Object.assign(kept, { config, etag: newId(), modified: now() })
    },
    remove: (kept) => all.delete(`${kept.collection}/${kept.id}`),
  }
}
