import { describe, expect, it } from 'vitest'
import type { ResourceChangeJson } from '../../source/services/terraform/plan-json.ts'
import { summarizePlan } from '../../source/services/terraform/plan-summary.ts'
import { countInWords, planInWords } from '../../source/services/terraform/plan-words.ts'

function change(type: string, actions: string[], more: Partial<ResourceChangeJson> = {}): ResourceChangeJson {
  const name = more.name ?? 'twin'
  const change = { actions, before: null, after: null, ...more.change }
  return { address: `${type}.${name}`, mode: 'managed', type, name, ...more, change }
}
const bucket = (actions: string[]) => change('aws_s3_bucket', actions, { name: 'this', index: 'memory' })

describe('summarizePlan', () => {
  it.each([
    [['create'], 'create', false],
    [['update'], 'change', false],
    [['delete', 'create'], 'replace', true],
    [['create', 'delete'], 'replace', true],
    [['delete'], 'remove', true],
  ])('%j of a bucket is %s, losing data: %s', (actions, kind, losesData) => {
    const summary = summarizePlan({ resource_changes: [bucket(actions)] })
    expect(summary.changes).toMatchObject([{ kind, losesData, what: 'memory bucket' }])
    expect(summary).toMatchObject({ hasChanges: true, losesData })
  })

  it.each([[['no-op']], [['read']], [['forget']]])('%j is no change', (actions) => {
    expect(summarizePlan({ resource_changes: [bucket(actions)] })).toMatchObject({ hasChanges: false, steps: 0 })
  })

  it('knows that a bucket an interrupted run left half made holds no data', () => {
    const halfMade = { ...bucket(['delete', 'create']), action_reason: 'replace_because_tainted' }
    const summary = summarizePlan({ resource_changes: [halfMade] })
    expect(summary.losesData).toBe(false)
    expect(summary.changes[0]).toMatchObject({ kind: 'replace', what: 'memory bucket (half made)' })
  })

  it('is empty for an empty plan and passes over data sources', () => {
    expect(summarizePlan({}).hasChanges).toBe(false)
    expect(summarizePlan({ resource_changes: [{ ...bucket(['create']), mode: 'data' }] }).hasChanges).toBe(false)
  })

  it('names the settings that change and never their values', () => {
    const stage = change('aws_apigatewayv2_stage', ['update'], {
      change: {
        actions: ['update'],
        before: { default_route_settings: [{ rate: 2 }], name: '$default', deployment_id: 'a' },
        after: { default_route_settings: [{ rate: 5 }], name: '$default' },
        after_unknown: { deployment_id: true },
      },
    })
    const summary = summarizePlan({ resource_changes: [stage] })
    expect(summary.changes[0]?.settings).toEqual(['default route settings', 'deployment id'])
    expect(JSON.stringify(summary)).not.toContain('rate')
  })

  it('counts a replacement as two steps, as Terraform reports it', () => {
    expect(summarizePlan({ resource_changes: [change('aws_lambda_layer_version', ['create', 'delete'])] }).steps).toBe(
      2,
    )
  })
})

describe('planInWords', () => {
  it('groups by what things are for', () => {
    const summary = summarizePlan({
      resource_changes: [
        change('aws_cloudfront_distribution', ['create']),
        bucket(['create']),
        change('aws_s3_bucket_policy', ['create'], { name: 'frontend' }),
      ],
    })
    expect(planInWords(summary)).toEqual([
      'Storage: create memory bucket, 1 bucket setting',
      'Web address: create CloudFront distribution',
    ])
    expect(countInWords(summary)).toBe('create 3')
  })

  it('puts lost data first and only there', () => {
    const lines = planInWords(
      summarizePlan({ resource_changes: [change('aws_iam_role', ['update']), bucket(['delete', 'create'])] }),
    )
    expect(lines[0]).toBe('Lost with all its content: memory bucket, made anew')
    expect(lines.join('\n').match(/memory bucket/g)).toHaveLength(1)
  })

  it('says what forces a replacement', () => {
    const renamed = (type: string, more: Partial<ResourceChangeJson> = {}) =>
      change(type, ['delete', 'create'], {
        ...more,
        change: { actions: ['delete', 'create'], before: {}, after: {}, replace_paths: [['bucket'], ['tags', 'a']] },
      })
    const lines = planInWords(
      summarizePlan({
        resource_changes: [renamed('aws_s3_bucket', { name: 'this', index: 'memory' }), renamed('aws_iam_role')],
      }),
    )
    expect(lines).toEqual([
      'Lost with all its content: memory bucket, made anew because its bucket, tags changes',
      'Permissions: replace IAM role (because its bucket, tags changes)',
    ])
  })

  it('says when there is nothing to do', () => {
    expect(planInWords(summarizePlan({}))).toEqual([])
    expect(countInWords(summarizePlan({}))).toBe('nothing to change')
  })
})
