import { expect, test } from 'vitest'
import { repeatUntil } from '../../source/services/repeat-until.ts'

/** Looks that show these values, one after the other. */
function looking<Value>(...values: readonly Value[]) {
  let looks = 0
  return { look: async () => values[looks++] as Value, looks: () => looks }
}

test('ends with the first look that will do', async () => {
  const { look, looks } = looking('no', 'no', 'yes', 'no')
  expect(await repeatUntil(look, (value) => value === 'yes', { every: 0, looks: 9 })).toBe('yes')
  expect(looks()).toBe(3)
})

test('gives the last look when patience ends, and tells of each pause', async () => {
  const waits: number[] = []
  const { look, looks } = looking(1, 2, 3, 4)
  const patience = { every: 0, looks: 3, onWait: (seconds: number) => void waits.push(seconds) }
  expect(await repeatUntil(look, () => false, patience)).toBe(3)
  expect([looks(), waits]).toEqual([3, [0, 0]])
})

test('pauses between looks, and an interrupt ends the pause', async () => {
  const controller = new AbortController()
  const { look, looks } = looking(1, 2)
  const patience = { every: 60_000, looks: 2, signal: controller.signal, onWait: () => controller.abort() }
  await expect(repeatUntil(look, () => false, patience)).rejects.toMatchObject({ name: 'AbortError' })
  expect(looks()).toBe(1)
})

test('one look is one, even when it will not do', async () => {
  const { look, looks } = looking(1, 2)
  await repeatUntil(look, () => false, { every: 60_000, looks: 1 })
  expect(looks()).toBe(1)
})
