import { describe, expect, it } from 'vitest'
import { troubleError } from '../../source/troubles/find-trouble.ts'

const role = 'arn:aws:iam::123456789012:role/x'
const sentence = (because: string) =>
  `User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:CreateRole on resource: ${role} ${because}`

describe('a refusal', () => {
  it('names the action and the resource that AWS names, for people and for scripts', () => {
    const text = sentence('because no identity-based policy allows the iam:CreateRole action')
    expect(troubleError('ACCESS_DENIED', { text, doing: 'running terraform apply' })).toMatchObject({
      message: `You are not allowed to iam:CreateRole on ${role} (running terraform apply).`,
      details: { action: 'iam:CreateRole', resource: role, reason: 'not-allowed' },
      nextSteps: [expect.stringMatching(/^twin policy .*administrator/), expect.stringContaining('goes on')],
    })
  })

  it.each([
    ['with an explicit deny in a service control policy', 'organization', /organization must allow it/],
    ['because no permissions boundary allows the iam:CreateRole action', 'boundary', /widen your permissions boundary/],
    ['with an explicit deny in an identity-based policy', 'explicit-deny', /take that Deny away/],
    ['because no session policy allows the iam:CreateRole action', 'session', /without a session policy/],
  ])('%s: says who must act', (because, reason, step) => {
    const problem = troubleError('ACCESS_DENIED', { text: sentence(because) })
    expect(problem.details).toMatchObject({ action: 'iam:CreateRole', reason })
    expect(problem.nextSteps[0]).toMatch(step)
  })

  it('of which AWS says nothing names the call, and the action by which IAM knows it', () => {
    const facts = { text: 'Access Denied', service: 'S3', operation: 'HeadBucket', doing: 'reading the state bucket' }
    expect(troubleError('ACCESS_DENIED', facts)).toMatchObject({
      message: 'AWS refused HeadBucket of S3, which takes s3:ListBucket (reading the state bucket).',
      details: { action: 's3:ListBucket' },
    })
  })

  it('names the one that AWS names, also where the call is called otherwise', () => {
    const text = 'User: a is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:x'
    expect(
      troubleError('ACCESS_DENIED', { text, service: 'Bedrock Runtime', operation: 'Converse' }).details,
    ).toMatchObject({ action: 'bedrock:InvokeModel' })
  })

  it('of which nothing is known repeats AWS’s first line and claims no action', () => {
    const problem = troubleError('ACCESS_DENIED', { text: 'No.\nat stack', doing: 'looking around' })
    expect(problem.message).toBe('AWS refused looking around: No.')
    expect(problem.details).toEqual({})
  })
})
