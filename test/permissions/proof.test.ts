import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { neededTable } from '../../source/permissions/needed-actions.ts'
import { resourceKind } from '../../source/permissions/resource-kinds.ts'
import { hasFailed, isExact, proofLine, readProofs } from '../measure/proof.ts'
import { repository } from '../support/repository.ts'
import { tolerated } from './tolerated.ts'

/** What `npm run measure proof` saw when it took each action out of the policy. */
const proofs = readProofs(join(repository, 'test', 'permissions', 'proof.json'))

test('every action of the policy was taken out of it once, and no other', () => {
  const needed = neededTable.filter(({ on }) => !resourceKind(on).isFree).map(({ action }) => action)
  const message = 'The table of permissions has changed: npm run measure proof <shape> <action …>'
  expect(proofs.map(({ action }) => action).toSorted(), message).toEqual([...new Set(needed)].toSorted())
})

test.each(proofs)('the doctor named $action, and nothing else', (proof) => {
  expect(isExact(proof), proofLine(proof)).toBe(true)
})

describe('without it a run fails on just that', () => {
  test.each(proofs.filter(({ action }) => !(action in tolerated)))('$action', (proof) => {
    expect(hasFailed(proof), proofLine(proof)).toBe(true)
  })
})

test.each(Object.keys(tolerated))('%s is tolerated, as is said of it', (action) => {
  const proof = proofs.find((each) => each.action === action)
  expect(proof && hasFailed(proof), 'A run fails on it after all: take it out of tolerated.ts').toBe(false)
})
