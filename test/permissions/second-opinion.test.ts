import { describe, expect, it } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { makeCases } from './second-opinion/cases/make-case.ts'
import { describeDifference, findDifference } from './second-opinion/compare.ts'
import { decide } from './second-opinion/decide.ts'

const count = 10_000
/** Another seed, another 10,000 cases: POLICY_CASES_SEED=7 */
const seed = Number(process.env.POLICY_CASES_SEED ?? 20_241_017)

describe(`${count} generated cases from the seed ${seed}`, () => {
  const cases = [...makeCases(seed, count)]

  it('have verdicts of all three kinds, each a fair share', () => {
    const shares: Record<string, number> = { allowed: 0, denied: 0, 'denied explicitly': 0, unknown: 0 }
    for (const evaluation of cases) {
      const { verdict, explicit } = decide(evaluation)
      const kind = explicit ? 'denied explicitly' : verdict
      shares[kind] = (shares[kind] ?? 0) + 1 / count
    }
    console.log(
      `seed ${seed}:`,
      Object.entries(shares)
        .map(([kind, share]) => `${kind} ${(100 * share).toFixed(1)} %`)
        .join(', '),
    )
    for (const [kind, share] of Object.entries(shares)) expect(share, kind).toBeGreaterThan(0.12)
  })

  it('are decided alike by two implementations that share no code', () => {
    const different = cases.filter((evaluation) => findDifference(evaluation, evaluate) !== undefined)
    const [first] = different
    expect(different.length, first && describeDifference(first, evaluate)).toBe(0)
  }, 60_000)
})
