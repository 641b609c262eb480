import { rows } from './row.ts'

/**
 * Alarms and the topics that carry them: measured from the provider's calls, but for the tags, which
 * making a tagged alarm or topic takes (API references, PutMetricAlarm and CreateTopic).
 */
export const alarmRows = [
  ...rows(
    'cloudwatch',
    'alarms',
    [
      ['deploy', 'make the alarms', 'PutMetricAlarm'],
      ['deploy teardown', 'read the tags', 'ListTagsForResource'],
      ['deploy', 'tag the alarms', 'TagResource', 'UntagResource'],
      ['deploy teardown', 'delete the alarms', 'DeleteAlarms'],
    ],
    'alarms',
  ),
  ...rows(
    'cloudwatch',
    'alarmListing',
    [['deploy teardown inspection', 'read the alarms', 'DescribeAlarms']],
    'alarms',
  ),
  ...rows(
    'sns',
    'alarmTopics',
    [
      ['deploy', 'make the topics that carry alarms', 'CreateTopic', 'SetTopicAttributes'],
      [
        'deploy teardown',
        'read what Terraform compares',
        'GetTopicAttributes',
        'GetSubscriptionAttributes',
        'ListTagsForResource',
      ],
      ['deploy', 'tag the topics', 'TagResource', 'UntagResource'],
      ['deploy', 'send alarms to your e-mail address', 'Subscribe'],
      ['deploy teardown', 'delete topic and subscription', 'DeleteTopic', 'Unsubscribe'],
    ],
    'alarms',
  ),
]
