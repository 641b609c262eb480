import { expect } from 'vitest'
import { expectRefusal, type Refusal } from './refusal.ts'
import { named } from './requests.ts'
import type { World } from './world.ts'

/**
 * Holds a refusal to more than the usual: not one request reached the account, not even to ask who is there.
 * @param cwd is compared before and after.
 */
export async function expectStopped(world: World, refusal: Refusal): Promise<void> {
  const { requests } = await world.during(() => expectRefusal(world, refusal))
  expect(named(requests)).toEqual([])
}
