import { describe, expect, test } from 'vitest'
import { readRefusal } from '../../source/permissions/access-denied.ts'
import { neededActions } from '../../source/permissions/needed-actions.ts'
import { verdictSections } from '../../source/permissions/verdict-sections.ts'
import { type PermissionFacts, verdictsFor } from '../../source/permissions/verdicts.ts'
import { administratorAccess, named, names, powerUserAccess } from './policies.ts'

const needed = neededActions(names, ['deploy', 'bootstrap'])
const judge = (facts: Partial<PermissionFacts>) => verdictsFor(needed, { policies: [], context: {}, ...facts })
const rowsIn = (sections: ReturnType<typeof verdictSections>) => sections.flatMap(({ rows }) => rows)
const unreadable = { name: 'managed policies', unreadable: 'iam:ListAttachedUserPolicies was refused' }

describe('what is missing, as sections', () => {
  test('is nothing for an administrator', () => {
    expect(verdictSections(judge({ policies: [administratorAccess] }))).toEqual([])
  })

  test('stands by service, with what each action is for and how it is known', () => {
    const [section, ...others] = verdictSections(judge({ policies: [powerUserAccess] }))
    expect(others).toEqual([])
    expect(section).toMatchObject({ title: 'IAM', reason: 'No policy allows it (read from the policies).' })
    expect(section?.aside).toBe(`${section?.rows.length} missing`)
    // What makes something comes first.
    expect(section?.rows[0]).toEqual({ mark: 'bad', label: 'iam:CreateRole', text: "make the function's role" })
    expect(section?.rows[1]?.label).toBe('iam:PassRole')
  })

  test('names the statement that denies, apart from what nobody allows', () => {
    const guard = {
      ...named('Guard', { Sid: 'NoTags', Effect: 'Deny', Action: 'iam:TagRole', Resource: '*' }),
      origin: 'attached to the group staff',
    }
    const sections = verdictSections(judge({ policies: [powerUserAccess, guard] }))
    expect(sections.map(({ title, rows }) => `${title} ${rows.some(({ label }) => label === 'iam:TagRole')}`)).toEqual([
      'IAM false',
      'IAM true',
    ])
    expect(sections[1]?.reason).toBe(
      '"Guard" (attached to the group staff), NoTags denies it (read from the policies).',
    )
  })

  test('shows that simulator and documents disagree', () => {
    const simulation = needed.flatMap(({ action, resources }) =>
      resources.map(
        (resource) => ({ action, resource, decision: 'allowed', policy: 'P', missingContext: [] }) as const,
      ),
    )
    const denied = simulation.map((each) =>
      each.action === 'lambda:CreateFunction' ? { ...each, decision: 'implicitDeny' as const } : each,
    )
    const [section] = verdictSections(judge({ policies: [administratorAccess], simulation: denied }))
    expect(section).toMatchObject({ title: 'Lambda', rows: [{ mark: 'doubt', label: 'lambda:CreateFunction' }] })
    expect(section?.reason).toMatch(/disagree.*documents say allowed.*simulator says denied/)
  })

  test('of several doubts tells the first on a screen, all in the whole list', () => {
    const policies = [unreadable, { name: 'inline policies', unreadable: 'iam:ListUserPolicies was refused' }]
    expect(verdictSections(judge({ policies }))[0]?.reason).toBe(
      '"managed policies" could not be read: iam:ListAttachedUserPolicies was refused, and 1 more.',
    )
    expect(verdictSections(judge({ policies }), { isWhole: true })[0]?.reason).toContain(
      'iam:ListUserPolicies was refused',
    )
  })
})

describe('a folded list', () => {
  test('deals its rows out to all services, and counts the others', () => {
    const sections = verdictSections(judge({}), { most: 12 })
    expect(rowsIn(sections)).toHaveLength(12)
    for (const { rows, aside, more } of sections) {
      const all = Number(aside.split(' ')[0])
      expect(rows.length).toBeGreaterThan(0)
      expect(more).toBe(rows.length < all ? `and ${all - rows.length} more` : undefined)
    }
    expect(sections.reduce((sum, { aside }) => sum + Number(aside.split(' ')[0]), 0)).toBe(
      needed.filter(({ action }) => action !== 'sts:GetCallerIdentity').length,
    )
    // All of them for one reason, which is said once.
    expect(sections.filter(({ reason }) => reason !== undefined)).toHaveLength(1)
  })

  test('with less room than services shows what it can', () => {
    const sections = verdictSections(judge({}), { most: 2 })
    expect(sections.map(({ rows }) => rows.length)).toEqual([1, 1, 0, 0, 0, 0, 0])
    expect(sections[6]?.more).toBeUndefined()
  })

  test('tells services of which nothing is known together', () => {
    const refusal = readRefusal('is not authorized to perform: iam:GetRole', {
      action: 'iam:GetRole',
      resource: 'arn:aws:iam::123456789012:role/digital-twin-dev-api',
    })
    const sections = verdictSections(judge({ policies: [unreadable], refusals: [refusal] }), { most: 12 })
    expect(sections.map(({ title }) => title.split(', ').length)).toEqual([1, 1, 6])
    expect(sections[0]).toMatchObject({
      title: 'IAM',
      aside: '1 missing',
      reason: 'AWS refused it when asked just now.',
    })
    expect(sections[2]?.rows).toEqual([])
    expect(sections[2]?.aside).toMatch(/^\d+ in doubt$/)
  })
})

test('the whole list leaves nothing out, says why each is as it is, and has what is allowed too', () => {
  const sections = verdictSections(judge({ policies: [powerUserAccess] }), { isWhole: true })
  expect(rowsIn(sections)).toHaveLength(needed.length)
  expect(rowsIn(sections).filter(({ mark }) => mark === 'good').length).toBeGreaterThan(50)
  expect(sections[0]?.title).toBe('IAM')
  expect(sections.map(({ title }) => title)).toContain('STS')
  expect(sections.some(({ more }) => more !== undefined)).toBe(false)
})
