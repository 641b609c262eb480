import { beforeAll, describe, expect, it } from 'vitest'
import { type Evaluation, evaluate } from '../../source/permissions/evaluate.ts'
import { makeCases } from './second-opinion/cases/make-case.ts'
import { describeDifference, findDifference } from './second-opinion/compare.ts'
import { decide } from './second-opinion/decide.ts'

const count = 10_000
/** Another seed, another 10,000 cases: TEST_POLICY_SEED=7 before vitest. A name that begins otherwise is kept from tests. */
const seed = Number(process.env.TEST_POLICY_SEED ?? 20_241_017)

const leastShare = 0.12

describe(`${count} generated cases from the seed ${seed}`, () => {
  const tally = { allowed: 0, 'denied by default': 0, 'denied explicitly': 0, unknown: 0 }
  const different: Evaluation[] = []

  beforeAll(() => {
    for (const evaluation of makeCases(seed, count)) {
      const opinion = decide(evaluation)
      const { verdict, explicit } = opinion
      tally[verdict === 'denied' ? (explicit ? 'denied explicitly' : 'denied by default') : verdict] += 1
      if (findDifference(evaluation, evaluate, opinion) !== undefined) different.push(evaluation)
    }
  }, 120_000)

  it('have verdicts of all three kinds, each a fair share', () => {
    const shares = Object.entries(tally).map(([kind, cases]) => ({ kind, share: cases / count }))
    console.log(`seed ${seed}:`, shares.map(({ kind, share }) => `${kind} ${(100 * share).toFixed(1)} %`).join(', '))
    expect(shares.filter(({ share }) => share < leastShare)).toEqual([])
  })

  it('are decided alike by two implementations that share no code', () => {
    const [first] = different
    expect(different.length, first && describeDifference(first, evaluate)).toBe(0)
  }, 60_000)
})
