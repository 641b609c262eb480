import type { AuthorizationRequest, NamedPolicy, OneOrMany, Statement } from '../../../../source/permissions/policy.ts'
import type { Dice } from './dice.ts'
import { makeCondition } from './make-condition.ts'
import { makeResource } from './make-resource.ts'
import { operations } from './places.ts'
import { generalize, oddCase, oneOrList, type Page } from './spell.ts'

export function makePolicy(dice: Dice, request: AuthorizationRequest, name: string): NamedPolicy {
  if (dice.chance(0.03)) return { name, unreadable: 'iam:GetPolicyVersion was refused' }
  const version = dice.chance(0.7) ? '2012-10-17' : dice.chance(0.5) ? '2008-10-17' : undefined
  const page: Page = { dice, version }
  const statements = Array.from({ length: 1 + dice.below(1 + dice.below(6)) }, (_, at) =>
    makeStatement(page, request, at),
  )
  const document = { ...(version === undefined ? {} : { Version: version }), Statement: oneOrList(dice, statements) }
  return { name, document }
}

function makeStatement(page: Page, request: AuthorizationRequest, at: number): Statement {
  const { dice } = page
  const denies = dice.chance(0.2)
  const actions = listOf(dice, 3, () => makeAction(page, request))
  const resources = listOf(dice, 3, () => makeResource(page, request))
  return {
    ...(dice.chance(0.3) ? { Sid: `Part${at}` } : {}),
    Effect: denies ? 'Deny' : 'Allow',
    ...(dice.chance(0.12) ? { NotAction: notEmpty(actions) } : { Action: actions }),
    ...(dice.chance(0.12) ? { NotResource: notEmpty(resources) } : { Resource: resources }),
    ...(dice.chance(denies ? 0.9 : 0.75) ? { Condition: makeCondition(page, request) } : {}),
  }
}

function listOf(dice: Dice, most: number, make: () => string): OneOrMany<string> {
  if (dice.chance(0.02)) return []
  return oneOrList(dice, Array.from({ length: 1 + dice.below(most) }, make))
}

/** An empty NotAction or NotResource is not documented: see open-questions.ts. */
const notEmpty = (list: OneOrMany<string>): OneOrMany<string> => (list.length === 0 ? ['iam:*'] : list)

function makeAction(page: Page, request: AuthorizationRequest): string {
  const { dice } = page
  if (dice.chance(0.1)) return '*'
  const action = dice.chance(0.6) ? request.action : dice.pick(dice.pick(operations)[0])
  const [service = '', name = ''] = action.split(':')
  return oddCase(dice, `${service}:${dice.chance(0.5) ? name : dice.chance(0.4) ? '*' : generalize(page, name)}`)
}
