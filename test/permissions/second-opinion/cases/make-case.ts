import type { Evaluation } from '../../../../source/permissions/evaluate.ts'
import { hasOpenQuestion } from '../open-questions.ts'
import { makeDice } from './dice.ts'
import { makePolicy } from './make-policy.ts'
import { makeRequest } from './make-request.ts'

/** Cases from one seed, without those on which the documentation can be read in two ways. */
export function* makeCases(seed: number, count: number): Generator<Evaluation> {
  const dice = makeDice(seed)
  for (let made = 0; made < count; ) {
    const request = makeRequest(dice)
    const policies = dice.chance(0.03) ? 0 : 1 + dice.below(dice.chance(0.9) ? 2 : 10)
    const identityPolicies = Array.from({ length: policies }, (_, at) => makePolicy(dice, request, `policy-${at}`))
    const boundary = dice.chance(0.3) ? makePolicy(dice, request, 'boundary') : undefined
    const evaluation: Evaluation = { identityPolicies, boundary, request }
    if (hasOpenQuestion(evaluation)) continue
    made += 1
    yield evaluation
  }
}
