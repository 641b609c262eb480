import type { TfvarsValue } from '../../source/services/terraform/tfvars.ts'
import type { Aws } from '../end-to-end/support/aws-cli.ts'

export type Variables = Readonly<Record<string, TfvarsValue>>

/** A way in which the stack can be set up. Terraform's variables make it. */
export interface Shape {
  readonly name: string
  readonly environment: 'dev' | 'test' | 'prod'
  /** What must be there beforehand, made by the account's administrator; gives variables that name it. */
  readonly prepare?: (aws: Aws) => Promise<Variables>
  readonly variables: Variables
  /** What such a user changes later on, one deployment after the other, until the shape is off. */
  readonly later: readonly Variables[]
}

async function makeZone(aws: Aws): Promise<Variables> {
  const name = 'example.org'
  const { HostedZone } = await aws('route53', 'create-hosted-zone', '--name', name, '--caller-reference', 'measure')
  return { hosted_zone_id: (HostedZone as { Id: string }).Id.replace('/hostedzone/', '') }
}

async function makeBoundary(aws: Aws): Promise<Variables> {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
  const { Policy } = await aws(
    ...['iam', 'create-policy', '--policy-name', 'limit', '--policy-document', JSON.stringify(document)],
  )
  return { permissions_boundary_arn: (Policy as { Arn: string }).Arn }
}

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

/** A line for each; `npm run measure <name>` measures one alone. */
export const shapes: readonly Shape[] = [
  { name: 'default', environment: 'dev', variables: {}, later: [] },
  {
    name: 'accessLogs',
    environment: 'dev',
    variables: { api_access_logs: true },
    later: [{ log_retention_days: 30 }, { api_access_logs: false }],
  },
  {
    name: 'boundary',
    environment: 'dev',
    prepare: makeBoundary,
    variables: {},
    // Taking it away is an administrator's, and not in the policy.
    later: [{ permissions_boundary_arn: readOnly }],
  },
  {
    name: 'alarms',
    environment: 'prod',
    variables: { alarm_email: 'somebody@example.org' },
    later: [{ alarm_email: 'somebody.else@example.org' }, { alarm_email: '' }],
  },
  {
    name: 'domain',
    environment: 'prod',
    prepare: makeZone,
    variables: { domain_name: 'twin.example.org' },
    later: [{ domain_name: 'me.example.org' }, { domain_name: '', hosted_zone_id: '' }],
  },
]
