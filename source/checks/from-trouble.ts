import { type Finding, findingFrom } from '../engine/finding.ts'
import { troubleError } from '../troubles/find-trouble.ts'
import type { TroubleCode } from '../troubles/table.ts'
import type { Facts } from '../troubles/trouble.ts'

/** A known trouble as a finding, in the table's words where no others are given. */
export const troubleFinding = (code: TroubleCode, facts: Facts = {}, more: Partial<Finding> = {}): Finding =>
  findingFrom(troubleError(code, facts), more)
