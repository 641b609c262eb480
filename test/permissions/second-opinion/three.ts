/** What a statement, or a part of it, says of a request; `maybe` when it hangs on a key that nobody knows. */
export type Answer = 'yes' | 'no' | 'maybe'

export const answer = (fact: boolean): Answer => (fact ? 'yes' : 'no')

export const deny = (given: Answer): Answer => (given === 'maybe' ? 'maybe' : answer(given === 'no'))

export function everyOne(given: readonly Answer[]): Answer {
  if (given.includes('no')) return 'no'
  return given.includes('maybe') ? 'maybe' : 'yes'
}

/** The same, and asks no further after the first no. */
export function everyOneOf<T>(given: readonly T[], ask: (one: T) => Answer): Answer {
  let together: Answer = 'yes'
  for (const one of given) {
    const said = ask(one)
    if (said === 'no') return 'no'
    if (said === 'maybe') together = 'maybe'
  }
  return together
}

export const anyOne = (given: readonly Answer[]): Answer => deny(everyOne(given.map(deny)))
