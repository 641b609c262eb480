import type { AuthorizationRequest } from '../../../../source/permissions/policy.ts'
import { findKey } from '../request-keys.ts'
import { type Key, ranges } from './keys.ts'
import { withVariable } from './make-resource.ts'
import { generalize, type Page, quote, shout } from './spell.ts'

/** A value for the key in a policy, often one that the request has. */
export function makePolicyValue(
  page: Page,
  request: AuthorizationRequest,
  key: Key,
  operator: string,
): string | number | boolean {
  const { dice } = page
  const found = findKey(request, key.name)
  const near = dice.chance(0.5) && typeof found !== 'string' && found.length > 0
  const value = near ? dice.pick(found) : dice.pick(key.values)
  switch (key.kind) {
    case 'text':
      return makeText(page, request, value, operator)
    case 'arn':
      return makeArn(page, request, value)
    case 'address':
      return dice.pick(ranges)
    case 'truth':
      return dice.chance(0.5) ? value : value === 'true'
    case 'number':
      return dice.chance(0.3) ? Number(value) : value
    case 'date':
      return dice.chance(0.1) ? dice.pick(['1999-12-31', '2031-07-16']) : value
    default:
      return value
  }
}

function makeText(page: Page, request: AuthorizationRequest, value: string, operator: string): string {
  const { dice } = page
  const wildcards = operator.includes('Like')
  // Wildcards of an operator that knows none are letters like others.
  if (dice.chance(wildcards ? 0.5 : 0.12)) return generalize(page, value)
  const quoted = quote(page, dice.chance(0.1) ? shout(value) : value, wildcards)
  return dice.chance(0.25) ? withVariable(page, request, quoted) : quoted
}

function makeArn(page: Page, request: AuthorizationRequest, arn: string): string {
  const { dice } = page
  const fields = arn.split(':')
  // The page's own example of what a string operator would match and an ARN operator does not.
  if (fields.length > 6 && dice.chance(0.3)) return [...fields.slice(0, 3), '*', ...fields.slice(-2)].join(':')
  const front = fields.slice(0, 5).map((field, at) => (at > 0 && dice.chance(0.12) ? generalize(page, field) : field))
  const tail = fields.slice(5).join(':')
  if (dice.chance(0.4)) return [...front, generalize(page, tail)].join(':')
  return [...front, dice.chance(0.3) ? withVariable(page, request, tail) : tail].join(':')
}
