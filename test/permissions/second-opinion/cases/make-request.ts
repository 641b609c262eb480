import type { AuthorizationRequest, OneOrMany } from '../../../../source/permissions/policy.ts'
import type { Dice } from './dice.ts'
import { type Key, keys } from './keys.ts'
import { operations } from './places.ts'
import { oddCase } from './spell.ts'

export function makeRequest(dice: Dice): AuthorizationRequest {
  const [actions, resources] = dice.pick(operations)
  const context: Record<string, OneOrMany<string> | null> = {}
  const complete = dice.chance(0.4)
  for (const key of keys) {
    if (dice.chance(complete ? 0.2 : 0.45)) continue
    context[oddCase(dice, key.name)] = dice.chance(0.12) ? null : makeValue(dice, key)
  }
  return {
    action: oddCase(dice, dice.pick(actions)),
    resource: dice.pick(resources),
    context,
    ...(complete ? { contextIsComplete: true } : dice.chance(0.5) ? { contextIsComplete: false } : {}),
  }
}

function makeValue(dice: Dice, key: Key): OneOrMany<string> {
  if (!key.many) return dice.chance(0.2) ? [dice.pick(key.values)] : dice.pick(key.values)
  if (dice.chance(0.15)) return dice.pick(key.values)
  return dice.some(key.values, 0, 3)
}
