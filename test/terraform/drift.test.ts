import { expect, it } from 'vitest'
import { driftOf } from '../../source/services/terraform/drift.ts'
import type { ChangeJson, ResourceChangeJson } from '../../source/services/terraform/plan-json.ts'

const at = (address: string, change: Partial<ChangeJson>): ResourceChangeJson => ({
  address,
  mode: 'managed',
  type: address.split('.')[0] ?? '',
  name: address.split('.')[1] ?? '',
  change: { actions: ['update'], before: {}, after: {}, ...change },
})
const twin = 'aws_lambda_function.api'

it('names the settings that other hands changed and a deployment would put back', () => {
  const drifted = at(twin, { before: { memory: 512, log: 'a' }, after: { memory: 1024, log: 'b' } })
  const planned = at(twin, { before: { memory: 1024, log: 'b' }, after: { memory: 512, log: 'b' } })
  expect(driftOf({ resource_drift: [drifted], resource_changes: [planned] })).toEqual([
    { address: twin, action: 'changed', settings: ['memory'] },
  ])
})

it('names what was deleted', () => {
  const drifted = at(twin, { actions: ['delete'], before: { memory: 512 }, after: null })
  const planned = at(twin, { actions: ['create'], before: null, after: { memory: 512 } })
  expect(driftOf({ resource_drift: [drifted], resource_changes: [planned] })).toEqual([
    { address: twin, action: 'deleted', settings: [] },
  ])
})

it.each([
  ['what no deployment would touch', { actions: ['no-op'] }],
  ['what differs in other settings than a deployment would change', { before: { size: 1 }, after: { size: 2 } }],
  ['a setting that is not known before it is made', { after: {}, after_unknown: { memory: true } }],
])('leaves out %s', (_, change) => {
  const drifted = at(twin, { before: { memory: 512 }, after: { memory: 1024 } })
  expect(driftOf({ resource_drift: [drifted], resource_changes: [at(twin, change)] })).toEqual([])
})

it.each([
  [null, {}],
  ['', null],
  [[], undefined],
])('knows that %j and %j are the same to AWS', (before, after) => {
  const drifted = at(twin, { before: { tags: before }, after: { tags: after } })
  const planned = at(twin, { before: { tags: after, memory: 1 }, after: { tags: ['new'], memory: 2 } })
  expect(driftOf({ resource_drift: [drifted], resource_changes: [planned] })).toEqual([])
})

it('finds nothing in a plan that speaks of no drift, nor in drift that no plan speaks of', () => {
  expect(driftOf({})).toEqual([])
  expect(driftOf({ resource_drift: [at(twin, { actions: ['delete'], after: null })] })).toEqual([])
})
