import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { neededTable } from '../../source/permissions/needed-actions.ts'
import { resourceKind } from '../../source/permissions/resource-kinds.ts'
import { example } from '../measure/normalise.ts'
import { shapes } from '../measure/shapes.ts'
import { hashStack } from '../measure/stack-hash.ts'
import { repository } from '../support/repository.ts'
import { everything, explains, measurement, names, rowsFor } from './measured.ts'
import { unseen } from './unseen.ts'

const { calls } = measurement
const isUnseen = (action: string, on: string) => unseen.some((each) => each.action === action && each.on === on)

describe('the measurement', () => {
  test('is of the stack as it is', () => {
    const message = 'terraform/*.tf has changed since its calls were measured. Measure again: npm run measure'
    expect(measurement.measuredWith.stack, message).toBe(hashStack(join(repository, 'terraform')))
  })

  test.each(shapes.map(({ name }) => name))('has seen the whole life of the shape “%s”', (shape) => {
    const phases = new Set(calls.flatMap((call) => call.in.filter((place) => place.startsWith(`${shape} `))))
    for (const phase of ['create', 'unchanged', 'change', 'upgrade', 'destroy']) {
      expect([...phases], `npm run measure ${shape}`).toContain(`${shape} ${phase}`)
    }
  })
})

describe('the permission table', () => {
  test('lacks nothing that was called', () => {
    const lacking = calls.flatMap((call) => {
      const rows = rowsFor(call)
      const places = call.in.filter(
        (place) => !rows.some((row) => row.features.some((feature) => explains(call, place, row, feature))),
      )
      return places.map((place) => `${call.action} on ${call.resource}, for ${place} (${call.operation})`)
    })
    expect(lacking).toEqual([])
  })

  test('has nothing that neither was called nor is known to be needed without a call', () => {
    const idle = neededTable.flatMap((row) => {
      if (isUnseen(row.action, row.on)) return []
      const reasons = calls.filter((call) => !call.besides && rowsFor(call).includes(row))
      const unused = row.features.filter(
        (feature) => !reasons.some((call) => call.in.some((place) => explains(call, place, row, feature))),
      )
      return unused.map((feature) => `${row.action} on ${row.on}, for ${feature}`)
    })
    expect(idle).toEqual([])
  })

  test.each(unseen)('needs $action although it is never called: $why', ({ action, on, source }) => {
    expect(neededTable.some((row) => row.action === action && row.on === on)).toBe(true)
    const seen = calls.filter(
      (call) => !call.besides && rowsFor(call).some((row) => row.action === action && row.on === on),
    )
    expect(seen, 'It was called after all: take it out of unseen.ts').toEqual([])
    expect(new URL(source).hostname).toMatch(/(^|\.)(aws\.amazon\.com|hashicorp\.com)$/)
  })
})

describe('the least-privilege policy', () => {
  const document = leastPrivilegePolicy(names, everything)

  test.each(calls)('allows $action on $resource', ({ action, resource }) => {
    const conditions = neededTable.flatMap((row) =>
      row.action === action ? [resourceKind(row.on).context?.(everything) ?? {}] : [],
    )
    const { verdict } = evaluate({
      identityPolicies: [{ name: 'published', document }],
      request: {
        action,
        resource: example(resource),
        contextIsComplete: true,
        context: Object.assign({}, ...conditions),
      },
    })
    expect(verdict === 'allowed' || action === 'sts:GetCallerIdentity').toBe(true)
  })
})
