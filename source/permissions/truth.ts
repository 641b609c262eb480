/** Three-valued logic (Kleene): a doubt that cannot change the outcome is no doubt. */
export type Truth = 'yes' | 'no' | 'unknown'

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no')

export function not(value: Truth): Truth {
  if (value === 'unknown') return 'unknown'
  return value === 'yes' ? 'no' : 'yes'
}

/** Yes when all are; asks no further than the first no. */
export function every<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let outcome: Truth = 'yes'
  for (const item of items) {
    const truth = test(item)
    if (truth === 'no') return 'no'
    if (truth === 'unknown') outcome = 'unknown'
  }
  return outcome
}

/** Yes when one is; asks no further than the first yes. */
export const some = <T>(items: readonly T[], test: (item: T) => Truth): Truth =>
  not(every(items, (item) => not(test(item))))
