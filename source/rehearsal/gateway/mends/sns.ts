import { serviceError } from '../errors.ts'
import { parseXml, textAt } from '../xml.ts'
import type { Mend } from './mend.ts'

/**
 * Subscriptions of e-mail addresses wait until somebody follows the link in a message, and nobody gets one
 * here: unlike moto's they stay pending, and cannot be taken back but with their topic (SNS API reference,
 * Subscribe and Unsubscribe).
 */
export function createTopicMends(): Readonly<Record<string, Mend>> {
  const pending = new Set<string>()

  const subscribe: Mend = async (call, { forward }) => {
    const answer = await forward(call.request)
    if (answer.status !== 200 || call.parameters.Protocol !== 'email') return answer
    pending.add(textAt(parseXml(answer.body.toString()), 'SubscribeResult', 'SubscriptionArn'))
    return answer
  }
  const readAttributes: Mend = async (call, { forward }) => {
    const answer = await forward(call.request)
    if (!pending.has(call.parameters.SubscriptionArn ?? '')) return answer
    return {
      ...answer,
      body: answer.body.toString().replace(/(<key>PendingConfirmation<\/key>\s*<value>)false/, '$1true'),
    }
  }
  const unsubscribe: Mend = async (call, { forward }) =>
    pending.has(call.parameters.SubscriptionArn ?? '')
      ? serviceError(
          call,
          400,
          'InvalidParameter',
          'Invalid parameter: Cannot unsubscribe a subscription that is pending confirmation',
        )
      : forward(call.request)

  return {
    'sns:Subscribe': subscribe,
    'sns:GetSubscriptionAttributes': readAttributes,
    'sns:Unsubscribe': unsubscribe,
  }
}
