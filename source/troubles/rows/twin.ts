import { rows } from '../trouble.ts'
import { deployAnew } from '../words.ts'

export const twinRows = rows('twin', [
  {
    code: 'TWIN_NOT_HEALTHY',
    title: 'The twin does not say that it is well',
    cause: ({ site, reason }) =>
      `The twin was deployed, but ${site ? `${site}/api/health` : 'it'} does not say that it is well${reason ? `: ${reason}` : ''}.`,
    mend: ({ site, logGroup }) => [
      ...(site ? [`curl -i ${site}/api/health   # shows what it answers`] : []),
      ...(logGroup ? [`aws logs tail ${logGroup}   # shows the function’s log`] : []),
      'Run the same command again: it goes on with this check.',
    ],
    link: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-troubleshooting.html',
  },
  {
    code: 'DEPLOYMENT_UNFINISHED',
    title: 'A deployment was not finished',
    cause: ({ environment, reason = 'something of it is missing' }) =>
      `The ${environment ? `${environment} ` : ''}twin is not whole: ${reason}. A deployment was not finished.`,
    mend: (found) => [`${deployAnew(found)}   # goes on where it stopped`],
    link: 'https://developer.hashicorp.com/terraform/cli/commands/apply',
  },
  {
    code: 'DRIFT',
    title: 'AWS is not as it was deployed',
    cause: ({ environment }) =>
      `Something of the ${environment ? `${environment} ` : ''}twin was changed in AWS, not by a deployment.`,
    mend: (found) => [`${deployAnew(found)}   # puts it back; with --dry-run it only shows what it would do`],
    link: 'https://developer.hashicorp.com/terraform/tutorials/state/resource-drift',
  },
  {
    code: 'ALARM_RINGING',
    title: 'An alarm rings',
    cause: ({ resource }) => `${resource ? `The alarm ${resource}` : 'An alarm'} rings.`,
    mend: ({ resource = '<alarm>', region }) => [
      `aws cloudwatch describe-alarms --alarm-names ${resource}${region ? ` --region ${region}` : ''}   # what it watches, and why it rings`,
      'It falls silent by itself when what it watches is well again.',
    ],
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  },
  {
    code: 'TERRAFORM_FAILED',
    title: 'Terraform fails for a reason that is not known here',
    cause: ({ address, text }) => [address, text ?? 'Terraform ended without saying why.'].filter(Boolean).join(': '),
    mend: () => ['Run the same command again: it goes on where it stopped. twin doctor looks for known causes.'],
    link: 'https://developer.hashicorp.com/terraform/internals/debugging',
  },
])
