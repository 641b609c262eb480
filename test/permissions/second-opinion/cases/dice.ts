export interface Dice {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
  /** From `least` to `most` members of the list, each at most once. */
  some<T>(list: readonly T[], least: number, most: number): T[]
}

/** The same seed always throws the same (mulberry32). */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)]
    if (found === undefined) throw new Error('Nothing to pick from an empty list.')
    return found
  }
  const some = <T>(list: readonly T[], least: number, most: number): T[] => {
    const left = [...list]
    const wanted = Math.min(left.length, least + below(most - least + 1))
    return Array.from({ length: wanted }, () => left.splice(below(left.length), 1)).flat()
  }
  return { below, chance: (share) => next() < share, pick, some }
}
