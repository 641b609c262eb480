import { expect } from 'vitest'
import type { RequestLogEntry } from '../../../source/rehearsal/gateway/request-log.ts'
import { expectRefusal, type Refusal } from './refusal.ts'
import { named } from './requests.ts'
import type { World } from './world.ts'

/** By somebody with credentials: a twin that answered a moment ago still writes its log. */
const isAsked = ({ identity }: RequestLogEntry) => identity !== 'service' && !identity.startsWith('role:')

/**
 * Holds a refusal to more than the usual: not one request reached the account, not even to ask who is there.
 * @param cwd is compared before and after.
 */
export async function expectStopped(world: World, refusal: Refusal): Promise<void> {
  const { requests } = await world.during(() => expectRefusal(world, refusal))
  expect(named(requests.filter(isAsked))).toEqual([])
}
