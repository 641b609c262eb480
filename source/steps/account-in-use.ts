import { exitCodes, UserError } from '../errors.ts'
import type { AccountInventory, LivingEnvironment } from '../found.ts'

/** Why state bucket and lock table must stay; undefined when nothing lives by them. */
export function accountInUse({ living, locks, leftovers }: AccountInventory, bucket: string): UserError | undefined {
  if (living.length > 0) {
    const names = living.map(nameOf).join(', ')
    return new UserError(
      'ENVIRONMENTS_REMAIN',
      `The state bucket ${bucket} is still needed: without it nobody could remove ${names}. Nothing was removed.`,
      [...living.map((each) => removalOf(each, bucket)), 'twin destroy --everything   # when they are gone'],
    )
  }
  if (locks.length > 0) {
    return new UserError(
      'STATE_IN_USE',
      `A run is at work, or was killed, and holds the lock of ${locks.join(', ')} in ${bucket}. Nothing was removed.`,
      ['twin unlock   # shows who holds it, and releases it when that run is dead', 'twin destroy --everything'],
      exitCodes.locked,
    )
  }
  const { there } = leftovers
  if (there.length === 0) return undefined
  return new UserError(
    'LEFTOVERS_REMAIN',
    `Something of a twin is still there, and the old states in ${bucket} are what could bring it back under Terraform: ${there
      .map(({ what, name }) => `${what} ${name}`)
      .join(', ')}. Nothing was removed.`,
    [...there.map(({ command }) => command), 'twin destroy --everything   # when it is gone'],
  )
}

const nameOf = ({ key, target, resources }: LivingEnvironment) =>
  target
    ? `${target.environment} of ${target.projectName} (${resources} things)`
    : `what ${key} knows of (${resources} things)`

const removalOf = ({ key, target }: LivingEnvironment, bucket: string) =>
  target
    ? `twin destroy ${target.environment} --project-name ${target.projectName}`
    : `aws s3 cp s3://${bucket}/${key} -   # a state that this program did not make: shows what it holds`
