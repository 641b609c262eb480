import type { Context } from '../context.ts'
import type { Found } from '../found.ts'
import type { Target } from '../names.ts'

/** What an earlier step found. @throws Error (a bug in a plan) when no earlier step did. */
export function need<Key extends keyof Found>(context: Context, key: Key): NonNullable<Found[Key]> {
  const value = context.found[key]
  if (value === undefined || value === null) throw new Error(`No step before this one found “${key}”.`)
  return value
}

/** The names of everything follow from these four. */
export function targetOf(context: Context): Target {
  const { answers } = context
  return {
    projectName: answers.get('projectName'),
    environment: answers.get('environment'),
    region: answers.get('region'),
    account: need(context, 'identity').account,
  }
}
