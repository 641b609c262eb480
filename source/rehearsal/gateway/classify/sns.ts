import type { Check, ReceivedRequest } from '../call.ts'
import { regionalArn } from './arns.ts'

type Parameters = Readonly<Record<string, string>>

/** The topic of `arn:aws:sns:region:account:topic:subscription`, which SNS authorises subscriptions on. */
const topicOf = (subscription: string) => subscription.split(':').slice(0, 6).join(':')

/**
 * SNS's checks: every operation is on a topic (Service Authorization Reference, Amazon SNS). Making one with tags
 * takes the right to tag it (SNS developer guide, "Managing tags").
 */
export function snsChecks(request: ReceivedRequest, account: string, parameters: Parameters): [Check, ...Check[]] {
  const { Action = 'Unknown', Name, TopicArn, ResourceArn, SubscriptionArn } = parameters
  const subscribed = SubscriptionArn && topicOf(SubscriptionArn)
  const resource = Name ? regionalArn(request, account, Name) : (TopicArn ?? ResourceArn ?? subscribed ?? '*')
  const check = (action: string, context?: Check['context']): Check => ({
    action: `sns:${action}`,
    resource,
    ...(context ? { context } : {}),
  })
  if (Action === 'CreateTopic' && 'Tags.member.1.Key' in parameters) return [check(Action), check('TagResource')]
  if (Action !== 'Subscribe') return [check(Action)]
  const { Protocol = '', Endpoint = '' } = parameters
  return [check(Action, { 'sns:Protocol': [Protocol], 'sns:Endpoint': [Endpoint] })]
}
