import { describe, expect, it } from 'vitest'
import { costNotice } from '../../source/plans/cost-notice.ts'
import { costInWords } from '../../source/plans/plan-cost.ts'
import { planNotice } from '../../source/plans/plan-notice.ts'
import { monthlyCost } from '../../source/plans/prices.ts'
import type { ResourceChangeJson } from '../../source/services/terraform/plan-json.ts'
import { fakeContext } from '../support/fake-context.ts'
import { planOf } from '../support/plan.ts'

describe('the cost notice', () => {
  it('says who charges, how much, what drives it and how to watch it', () => {
    const text = costNotice().lines.join('\n')
    expect(text).toContain('AWS will charge your account')
    expect(text).toContain('USD 5 to 10 a month')
    expect(text).toMatch(/tokens.*requests.*transfer.*Lambda.*region/)
    expect(text).toContain('https://console.aws.amazon.com/billing')
  })
})

describe('the reckoning', () => {
  it('costs nothing without messages and grows with them', () => {
    const [none, some, many] = [0, 30, 300].map((messagesPerDay) => monthlyCost({ messagesPerDay }))
    expect(none?.total).toBe(0)
    expect(some?.total).toBeGreaterThan(some?.model ?? 0)
    expect(many?.total).toBeCloseTo((some?.total ?? 0) * 10, 6)
  })

  it('is that of the list prices: 30 messages of 9,000 and 350 tokens a day', () => {
    expect(monthlyCost({ messagesPerDay: 30 }).model).toBeCloseTo(30 * 30.4 * ((9000 * 0.06 + 350 * 0.24) / 1e6), 6)
  })
})

describe('what a plan costs', () => {
  const changing = (type: string, before: object | null, after: object | null) =>
    ({ address: type, mode: 'managed', type, name: 'x', change: { actions: [], before, after } }) as ResourceChangeJson
  const words = (...resource_changes: ResourceChangeJson[]) => costInWords({ resource_changes })
  const usual = /^about USD (\d+\.\d\d) a month at 30 messages a day, cents when idle$/

  it('is the usual when the plan says nothing of memory or alarms', () => {
    expect(words()).toMatch(usual)
    expect(words(changing('aws_s3_bucket', null, {}))).toBe(words())
  })

  it('grows with the memory of the function, and says what it was', () => {
    const grown = words(changing('aws_lambda_function', { memory_size: 512 }, { memory_size: 10_240 }))
    const [, now, before] = /about USD (\S+) a month.*; USD (\S+) before, with 512 MB of memory$/.exec(grown) ?? []
    expect(before).toBe(usual.exec(words())?.[1])
    expect(Number(now) - Number(before)).toBeCloseTo(30 * 30.4 * 5 * 9.5 * 0.0000133334, 1)
  })

  it('counts alarms that come and go', () => {
    const alarm = 'aws_cloudwatch_metric_alarm'
    expect(words(changing(alarm, null, {}), changing(alarm, null, {}), changing(alarm, {}, {}))).toContain(
      '; up to USD 0.20 a month more for 2 alarms, when the account’s ten free ones are taken',
    )
    expect(words(changing(alarm, {}, null))).toContain('; up to USD 0.10 a month less without 1 alarm')
  })
})

describe('the plan’s notice', () => {
  it('is none when nothing changes', () => {
    const context = fakeContext()
    expect(planNotice(context)).toBeUndefined()
    context.found.plan = planOf([])
    expect(planNotice(context)).toBeUndefined()
  })

  it('says what is made and where each answer came from', () => {
    const context = fakeContext({ flags: { region: 'eu-west-1' }, env: { TWIN_PROJECT_NAME: 'ada' } })
    context.answers.set('model', 'eu.amazon.nova-lite-v1:0', 'default')
    context.answers.set('environment', 'prod')
    context.answers.set('dataSource', 'local', 'saved')
    context.found.plan = planOf(['create'])
    const notice = planNotice(context)
    expect(notice).toMatchObject({ title: 'What will be made', tone: 'calm' })
    expect(notice?.lines).toEqual(
      expect.arrayContaining([
        '- Region: eu-west-1 (by flag)',
        '- Name in AWS: ada (from the environment)',
        '- Environment: prod (your answer)',
        '- Data: local (saved answer)',
        '- Model: eu.amazon.nova-lite-v1:0 (default)',
      ]),
    )
  })

  it('warns when data would be lost', () => {
    const context = fakeContext()
    for (const [key, value] of Object.entries({ model: 'a.b', environment: 'dev', dataSource: 'local' }))
      context.answers.set(key as 'model', value)
    context.found.plan = planOf(['replace'])
    expect(planNotice(context)).toMatchObject({ title: expect.stringContaining('data will be lost'), tone: 'warning' })
  })
})
