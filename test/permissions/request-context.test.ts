import { expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { type CallerFacts, requestContext } from '../../source/permissions/request-context.ts'
import { administratorAccess, named } from './policies.ts'

const ann: CallerFacts = {
  principalArn: 'arn:aws:iam::123456789012:user/ann',
  account: '123456789012',
  region: 'eu-central-1',
  userName: 'ann',
}
const guard = (operator: string) =>
  named('Mfa', {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
  })

const judge = (facts: CallerFacts, operator: string) =>
  evaluate({
    identityPolicies: [administratorAccess, guard(operator)],
    request: { action: 's3:CreateBucket', resource: 'arn:aws:s3:::b', context: requestContext(facts) },
  }).verdict

// IAM user guide, "AWS global condition context keys", aws:MultiFactorAuthPresent.
test.each([
  ['a long-term key', false, 'BoolIfExists', 'denied'],
  ['a long-term key', false, 'Bool', 'allowed'],
  ['temporary credentials', true, 'BoolIfExists', 'unknown'],
  ['temporary credentials', true, 'Bool', 'unknown'],
] as const)(
  '%s (temporary: %s) and a Deny with %s without a second factor: %s',
  (_, isTemporary, operator, verdict) => {
    expect(judge({ ...ann, isTemporary }, operator)).toBe(verdict)
  },
)

test('of credentials that may be either nothing is claimed', () => {
  expect(judge(ann, 'BoolIfExists')).toBe('unknown')
})
