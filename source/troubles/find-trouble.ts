import { UserError } from '../errors.ts'
import { type TroubleCode, troubles } from './table.ts'
import type { Facts, Trouble } from './trouble.ts'

/** A row of the table and what is known about the case at hand. */
export interface FoundTrouble {
  readonly trouble: Trouble<TroubleCode>
  readonly found: Facts
}

/** The first trouble whose error names or words fit; what its pattern captures is known from then on. */
export function findTrouble(facts: Facts): FoundTrouble | undefined {
  const { names = [], text = '' } = facts
  for (const trouble of troubles) {
    const match = trouble.text?.exec(text)
    if (match || names.some((name) => trouble.aws?.test(name))) {
      return { trouble, found: { ...facts, ...withoutGaps(match?.groups) } }
    }
  }
  return undefined
}

/** A known trouble as the error that a command ends with. */
export function troubleError(code: TroubleCode, facts: Facts = {}): UserError {
  return describeTrouble({ trouble: troubleOf(code), found: facts })
}

export function describeTrouble({ trouble, found }: FoundTrouble): UserError {
  const { code, cause, mend, link, exitCode, details } = trouble
  return new UserError(code, cause(found), mend(found), exitCode, { link, details: details?.(found) })
}

/** The row of a code, for its link, its heading, and what mends it. */
export function troubleOf(code: TroubleCode): Trouble<TroubleCode> {
  const trouble = troubles.find((each) => each.code === code)
  if (!trouble) throw new Error(`There is no trouble called ${code}.`)
  return trouble
}

/** A group that took no part in the match says nothing, and must not hide what the caller knows. */
const withoutGaps = (groups: Readonly<Record<string, string | undefined>> = {}): Facts =>
  Object.fromEntries(Object.entries(groups).filter(([, value]) => value))
