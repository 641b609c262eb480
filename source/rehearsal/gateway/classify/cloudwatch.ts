import type { Check, ReceivedRequest } from '../call.ts'
import { regionalArn } from './arns.ts'

/** What an operation on alarms names, whichever protocol it came in. */
export interface AlarmInput {
  readonly AlarmName?: string | undefined
  readonly AlarmNames?: readonly string[]
  readonly ResourceARN?: string | undefined
  readonly hasTags?: boolean
}

/**
 * CloudWatch's checks. DescribeAlarms is a listing, authorised on every alarm whatever names it carries (so it
 * reads in CloudWatch's own denials, which end in `alarm:*`). Making an alarm with tags takes the right to tag it
 * (CloudWatch API reference, PutMetricAlarm, "Tags").
 */
export function cloudwatchChecks(
  request: ReceivedRequest,
  account: string,
  operation: string,
  input: AlarmInput,
): [Check, ...Check[]] {
  const alarm = (name: string) => regionalArn(request, account, `alarm:${name}`, 'cloudwatch')
  const check = (action: string, resource: string): Check => ({ action: `cloudwatch:${action}`, resource })
  if (operation.startsWith('DescribeAlarms')) return [check(operation, alarm('*'))]
  if (operation === 'PutMetricAlarm') {
    const resource = alarm(input.AlarmName ?? '')
    return [check(operation, resource), ...(input.hasTags ? [check('TagResource', resource)] : [])]
  }
  const [first = '*', ...others] = input.ResourceARN ? [input.ResourceARN] : (input.AlarmNames ?? []).map(alarm)
  return [check(operation, first), ...others.map((resource) => check(operation, resource))]
}
