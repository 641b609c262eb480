import type { Decision, Evaluation } from '../../../source/permissions/evaluate.ts'
import type { NamedPolicy } from '../../../source/permissions/policy.ts'
import { decide } from './decide.ts'
import { hasOpenQuestion } from './open-questions.ts'
import { shrink } from './shrink.ts'

type Evaluator = (evaluation: Evaluation) => Decision

/** In words, how the first opinion differs from the second; nothing when both agree. */
export function findDifference(
  evaluation: Evaluation,
  first: Evaluator,
  second = decide(evaluation),
): string | undefined {
  const { verdict, by } = first(evaluation)
  if (verdict !== second.verdict) return `evaluate says ${verdict}, the second opinion ${second.verdict}`
  if (verdict === 'unknown') return undefined
  const explicit = verdict === 'denied' && by?.effect === 'Deny'
  if (explicit !== second.explicit)
    return `evaluate denies ${wordFor(explicit)}, the second opinion ${wordFor(second.explicit)}`
  if (by === undefined || (verdict === 'denied' && !explicit)) return undefined
  const name = `${by.policy}/${by.statement}`
  if (second.applying[by.effect].includes(name)) return undefined
  return `evaluate names ${name}, which does not apply; ${second.applying[by.effect].join(', ')} do`
}

const wordFor = (explicit: boolean) => (explicit ? 'explicitly' : 'implicitly')

/** The difference with the smallest case that shows it, to paste into a test. */
export function describeDifference(evaluation: Evaluation, first: Evaluator): string {
  const smallest = shrink(evaluation, (smaller) => {
    if (!isWhole(smaller) || hasOpenQuestion(smaller)) return false
    return findDifference(smaller, first) !== undefined
  })
  return `${findDifference(smallest, first)}\n${JSON.stringify(smallest, undefined, 2)}`
}

/** What the shrinking may not take away. */
function isWhole({ identityPolicies, boundary, request }: Partial<Evaluation>): boolean {
  if (!Array.isArray(identityPolicies) || !request?.action || !request.resource) return false
  return [...(identityPolicies as NamedPolicy[]), ...(boundary === undefined ? [] : [boundary])].every((policy) => {
    if (!policy.name) return false
    if (!('document' in policy)) return 'unreadable' in policy
    if (policy.document.Statement === undefined) return false
    return [policy.document.Statement].flat().every((statement) => {
      const { Effect, Action, NotAction, Resource, NotResource } = statement
      return Effect !== undefined && (Action ?? NotAction) !== undefined && (Resource ?? NotResource) !== undefined
    })
  })
}
