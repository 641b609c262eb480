import type { AuthorizationRequest } from '../../../../source/permissions/policy.ts'
import { findKey } from '../request-keys.ts'
import { variableKeys } from './keys.ts'
import { operations } from './places.ts'
import { generalize, knowsVariables, oddCase, type Page, quote, shout } from './spell.ts'

/** Mostly a pattern for the resource that is asked for, else one for another. */
export function makeResource(page: Page, request: AuthorizationRequest): string {
  const { dice } = page
  if (dice.chance(0.18)) return '*'
  const own = dice.chance(0.75) && request.resource !== '*'
  const arn = own ? request.resource : dice.pick(dice.pick(operations)[1])
  if (arn === '*') return '*'
  const fields = arn.split(':')
  const [prefix, partition, service, region, account] = fields
  if (dice.chance(0.08))
    return `${[prefix, partition, service, region, account].slice(0, 3 + dice.below(3)).join(':')}:*`
  const place = (field = '') => (dice.chance(0.2) ? '*' : field)
  const front = [prefix, partition, service, place(region), place(account)].join(':')
  return `${front}:${makeTail(page, request, fields.slice(5).join(':'))}`
}

function makeTail(page: Page, request: AuthorizationRequest, tail: string): string {
  const { dice } = page
  const swapped = swapCase(page, tail)
  if (dice.chance(0.45)) return generalize(page, swapped)
  const quoted = quote(page, swapped, true)
  return dice.chance(0.6) ? withVariable(page, request, quoted) : quoted
}

/** The case of letters counts in a resource. */
const swapCase = ({ dice }: Page, text: string) => (dice.chance(0.05) ? shout(text) : text)

/** Writes a variable where a value of the request stands in the text, or where it could. */
export function withVariable(page: Page, request: AuthorizationRequest, text: string): string {
  const { dice } = page
  const key = dice.pick(variableKeys)
  const found = findKey(request, key.name)
  const value = typeof found === 'string' ? dice.pick(key.values) : (found[0] ?? '')
  const name = oddCase(dice, key.name)
  const fallback = dice.chance(0.35) ? `, '${dice.pick(key.values)}'` : ''
  const variable = `\${${name}${fallback}}`
  // Before 2012 it is not a variable, and its text stands for itself.
  if (!knowsVariables(page) && dice.chance(0.5)) return text
  if (text.includes('${')) return text
  if (text.includes(value)) return text.replace(value, () => variable)
  return dice.chance(0.5) ? text.replace(/anna|blue|twin-dev/i, () => variable) : `${text}/${variable}`
}
