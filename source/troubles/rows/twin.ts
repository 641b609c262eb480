import { rows } from '../trouble.ts'

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
    code: 'TERRAFORM_FAILED',
    title: 'Terraform fails for a reason that is not known here',
    cause: ({ address, text }) => [address, text ?? 'Terraform ended without saying why.'].filter(Boolean).join(': '),
    mend: () => ['Run the same command again: it goes on where it stopped. twin doctor looks for known causes.'],
    link: 'https://developer.hashicorp.com/terraform/internals/debugging',
  },
])
