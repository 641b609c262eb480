import { expect, test } from 'vitest'
import { createFaults, type FaultRule } from '../../../source/rehearsal/gateway/faults.ts'
import { craftCall } from '../support/crafted-call.ts'

const put = craftCall({ service: 's3', line: 'PUT /b/k' })
const head = craftCall({ service: 's3', line: 'HEAD /b' })

const strikes = (rule: FaultRule, calls = [put, put, head, put]) => {
  const faults = createFaults()
  faults.set([rule])
  return calls.map((call) => faults.strike(call) === rule)
}

test('a rule fits by service, by action, by operation and by the beginning of either', () => {
  expect(strikes({})).toEqual([true, true, true, true])
  expect(strikes({ service: 'iam' })).toEqual([false, false, false, false])
  expect(strikes({ action: 's3:PutObject' })).toEqual([true, true, false, true])
  expect(strikes({ action: 's3:headbucket' })).toEqual([false, false, true, false])
  expect(strikes({ action: 's3:Put*' })).toEqual([true, true, false, true])
})

test('a rule strikes so many times, after so many that fit', () => {
  expect(strikes({ action: 's3:PutObject', times: 1 })).toEqual([true, false, false, false])
  expect(strikes({ action: 's3:PutObject', after: 1, times: 1 })).toEqual([false, true, false, false])
})

test('new rules take the place of the old', () => {
  const faults = createFaults()
  faults.set([{ service: 's3' }])
  faults.set([])
  expect(faults.strike(put)).toBeUndefined()
})
