import type { AuthorizationRequest } from '../../../../source/permissions/policy.ts'
import { findKey } from '../request-keys.ts'
import type { Dice } from './dice.ts'
import { variableKeys } from './keys.ts'
import { operations } from './places.ts'
import { generalize, knowsVariables, oddCase, type Page, quote, shout } from './spell.ts'

/** Mostly a pattern for the resource that is asked for, else one for another. */
export function makeResource(page: Page, request: AuthorizationRequest): string {
  const { dice } = page
  if (dice.chance(0.18)) return '*'
  const arn = dice.chance(0.7) ? request.resource : pickOther(dice, request)
  if (arn === '*') return '*'
  const fields = arn.split(':')
  const [prefix, partition, service, region, account] = fields
  if (dice.chance(0.08))
    return `${[prefix, partition, service, region, account].slice(0, 3 + dice.below(3)).join(':')}:*`
  const place = (field = '') => (dice.chance(0.2) ? '*' : field)
  const front = [prefix, partition, service, place(region), place(account)].join(':')
  return `${front}:${makeTail(page, request, fields.slice(5).join(':'))}`
}

/** A near one, or a far one. */
function pickOther(dice: Dice, { resource }: AuthorizationRequest): string {
  const near = operations.find(([, resources]) => resources.includes(resource))
  return dice.pick((dice.chance(0.5) ? near?.[1] : undefined) ?? dice.pick(operations)[1])
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

/** Writes a variable where its value, or its default, stands in the text, or where nothing does. */
export function withVariable(page: Page, request: AuthorizationRequest, text: string): string {
  const { dice } = page
  // Before 2012 it is not a variable, and its text stands for itself.
  if (text.includes('$') || (!knowsVariables(page) && dice.chance(0.5))) return text
  const key = dice.pick(variableKeys)
  const found = findKey(request, key.name)
  const variable = (fallback?: string) =>
    `\${${oddCase(dice, key.name)}${fallback === undefined ? '' : `, '${fallback}'`}}`
  const value = typeof found === 'string' ? undefined : found[0]
  if (value !== undefined && text.includes(value)) {
    return text.replace(value, () => variable(dice.chance(0.3) ? dice.pick(key.values) : undefined))
  }
  const fallback = key.values.find((candidate) => text.includes(candidate))
  if (fallback !== undefined && dice.chance(0.6)) return text.replace(fallback, () => variable(fallback))
  const letters = Array.from(text)
  return letters.toSpliced(dice.below(letters.length + 1), 0, variable()).join('')
}
