import { describe, expect, it } from 'vitest'
import { confirmation } from '../../source/steps/confirmation.ts'
import { emptyBuckets } from '../../source/steps/empty-buckets.ts'
import { inventory, inWords } from '../../source/steps/inventory.ts'
import { lockTable } from '../../source/steps/lock-table.ts'
import { model } from '../../source/steps/model.ts'
import { need, targetOf } from '../../source/steps/need.ts'
import { page } from '../../source/steps/page.ts'
import { settings } from '../../source/steps/settings.ts'
import { stateBucket } from '../../source/steps/state-bucket.ts'
import { terraformDestroy } from '../../source/steps/terraform-destroy.ts'
import { uploadPage } from '../../source/steps/upload-page.ts'
import { account, fakeContext, someone } from '../support/fake-context.ts'
import { planOf } from '../support/plan.ts'

const context = fakeContext({ found: { identity: someone }, flags: { environment: 'prod', region: 'eu-central-1' } })

describe('what a step decides', () => {
  it.each([
    ['missing', { place: 'missing' }, { status: 'missing' }],
    ['foreign', { place: 'foreign' }, { status: 'blocked', problem: { code: 'STATE_BUCKET_FOREIGN' } }],
    [
      'elsewhere',
      { place: 'elsewhere', region: 'us-east-1' },
      { status: 'blocked', problem: { code: 'STATE_BUCKET_ELSEWHERE' } },
    ],
    ['half made', { place: 'ours', lacks: ['tags'] }, { status: 'missing', plan: ['Tag it as ours.'] }],
    ['ready', { place: 'ours', lacks: [] }, { status: 'satisfied' }],
  ] as const)('of a state bucket that is %s', (_, facts, assessment) => {
    expect(stateBucket.assess(facts, context)).toMatchObject(assessment)
  })

  it.each([
    [{ exists: false, active: false, keyFits: false }, { status: 'missing' }],
    [
      { exists: true, active: false, keyFits: true },
      { status: 'missing', plan: ['Wait until the lock table is ready.'] },
    ],
    [
      { exists: true, active: true, keyFits: false },
      { status: 'blocked', problem: { code: 'LOCK_TABLE_UNFIT' } },
    ],
    [{ exists: true, active: true, keyFits: true }, { status: 'satisfied' }],
  ])('of a lock table with %j', (facts, assessment) => {
    expect(lockTable.assess(facts, context)).toMatchObject(assessment)
  })

  it.each([
    ['prod', 'satisfied'],
    ['dev', 'blocked'],
    ['Prod', 'blocked'],
    ['prod ', 'blocked'],
    ['', 'blocked'],
  ])('of the typed confirmation %j for prod: %s', (typed, status) => {
    const assessment = confirmation.assess(typed, context)
    expect(assessment.status).toBe(status)
    if (assessment.status === 'blocked')
      expect(assessment.problem).toMatchObject({
        code: 'CONFIRMATION_MISMATCH',
        exitCode: 2,
        message: expect.stringContaining('Nothing was changed'),
      })
  })

  it.each([
    [[{ name: 'a', what: ['file', 'files'], count: undefined }], 'satisfied'],
    [[{ name: 'a', what: ['file', 'files'], count: { objects: 0, versions: 0, bytes: 0 } }], 'satisfied'],
    // Nothing to be seen, and yet the bucket would not go.
    [[{ name: 'a', what: ['file', 'files'], count: { objects: 0, versions: 3, bytes: 9 } }], 'missing'],
  ])('of buckets that hold %j: %s', (buckets, status) => {
    expect(emptyBuckets.assess(buckets as never, context).status).toBe(status)
  })

  it.each([
    [{ changed: 2, unchanged: 5 }, 'missing'],
    [{ changed: 0, unchanged: 7 }, 'satisfied'],
  ])('of a page with %j: %s', (facts, status) => {
    expect(uploadPage.assess(facts, context).status).toBe(status)
  })

  it.each([
    [true, 'built from your source'],
    [false, 'as shipped'],
  ])('of a page that was built here: %s', (built, detail) => {
    expect(page.assess({ directory: '/x', built }, context)).toEqual({ status: 'satisfied', detail })
  })

  it('of a model tells how many regions may answer', () => {
    const arns = ['profile', 'a', 'b', 'c'].map((each) => `arn:aws:bedrock:::${each}`)
    expect(model.assess({ id: 'eu.nova', arns }, context)).toMatchObject({ detail: 'eu.nova, answered in 3 regions' })
    expect(model.assess({ id: 'nova', arns: arns.slice(0, 1) }, context)).toMatchObject({ detail: 'nova' })
  })

  it.each([
    ['a', 'a', 'satisfied'],
    ['a', 'b', 'missing'],
  ])('of settings that are %j and should be %j', (now, wanted, status) => {
    expect(settings.assess({ file: '/x', now, wanted }, context).status).toBe(status)
  })

  it.each([
    [true, 'satisfied'],
    [false, 'missing'],
  ])('of a removal that was done: %s', (isDone, status) => {
    const planned = fakeContext({ found: { plan: planOf(['remove']) } })
    expect(terraformDestroy.assess(isDone, planned).status).toBe(status)
  })

  it('of an inventory is what is in it, in words', () => {
    const buckets = [
      { name: 'a', what: ['file', 'files'], count: { objects: 7, versions: 9, bytes: 2048 } },
      { name: 'b', what: ['talk', 'talks'], count: { objects: 1, versions: 1, bytes: 1 } },
      { name: 'c', what: ['note', 'notes'], count: undefined },
    ]
    expect(inWords(buckets as never)).toEqual([
      expect.stringMatching(/^7 files \(.+\)$/),
      expect.stringMatching(/^1 talk \(.+\)$/),
    ])
    expect(inventory.assess([], context)).toEqual({ status: 'satisfied', detail: 'no buckets' })
  })
})

describe('what a step needs', () => {
  it('comes from the steps before it, and a plan without them is a mistake of ours', () => {
    expect(need(context, 'identity')).toBe(someone)
    expect(() => need(context, 'plan')).toThrow('No step before this one found “plan”.')
  })

  it('names everything in AWS from four answers', () => {
    expect(targetOf(context)).toEqual({
      projectName: 'digital-twin',
      environment: 'prod',
      region: 'eu-central-1',
      account,
    })
  })
})
