import { describe, expect, it } from 'vitest'
import type { TerraformEvent } from '../../source/services/terraform/event.ts'
import { advanceProgress, slowestRunning, startProgress } from '../../source/services/terraform/progress.ts'
import { fixtureEvents } from './read-fixture.ts'

const distribution = { address: 'aws_cloudfront_distribution.twin', type: 'aws_cloudfront_distribution', name: 'twin' }
const role = { address: 'aws_iam_role.function', type: 'aws_iam_role', name: 'function' }
const started = (resource: typeof role): TerraformEvent => ({ type: 'started', resource, action: 'create' })

describe('advanceProgress', () => {
  it('counts a real apply to its end with nothing left running', () => {
    const events = fixtureEvents('apply')
    const finished = events.filter(({ type }) => type === 'finished').length
    const end = events.reduce((progress, event) => advanceProgress(progress, event, 0), startProgress(finished))
    expect(end).toEqual({ total: finished, done: finished, running: [], failed: [] })
  })

  it('says in words what runs longest', () => {
    let progress = advanceProgress(startProgress(2), started(distribution), 100)
    progress = advanceProgress(progress, started(role), 200)
    expect(slowestRunning(progress)).toMatchObject({ what: 'CloudFront distribution', verb: 'creating', since: 100 })
    const done: TerraformEvent = { type: 'finished', resource: distribution, action: 'create', seconds: 3 }
    progress = advanceProgress(progress, done, 300)
    expect(slowestRunning(progress)).toMatchObject({ what: 'IAM role' })
    expect(progress).toMatchObject({ done: 1, total: 2 })
  })

  it('keeps what failed, and does not count it as done', () => {
    const errored: TerraformEvent = { type: 'errored', resource: role, action: 'create', seconds: 1 }
    const progress = advanceProgress(advanceProgress(startProgress(1), started(role), 0), errored, 5)
    expect(progress).toEqual({ total: 1, done: 0, running: [], failed: [role.address] })
  })

  it('gives the same object back for what is no news', () => {
    const progress = startProgress(1)
    expect(advanceProgress(progress, { type: 'message', message: 'x' }, 0)).toBe(progress)
  })
})
