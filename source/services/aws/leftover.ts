/** Something of a twin that AWS may still have. */
export interface Leftover {
  readonly arn: string
  /** As the AWS console calls it: `log group`. */
  readonly what: string
  readonly name: string
  /** Removes it. */
  readonly command: string
}

/** `arn:partition:service:region:account:resource` */
interface Arn {
  readonly service: string
  readonly region: string
  readonly resource: string
}

type Describe = (arn: Arn, whole: string) => Omit<Leftover, 'arn'> | undefined

const after = (text: string, start: string) => (text.startsWith(start) ? text.slice(start.length) : undefined)
const inRegion = ({ region }: Arn) => (region ? ` --region ${region}` : '')

/** CloudFront deletes only what is named with its newest ETag. */
const withEtag = (verb: string, id: string) =>
  `--id ${id} --if-match "$(aws cloudfront get-${verb} --id ${id} --query ETag --output text)"`

const kinds: Readonly<Record<string, Describe>> = {
  s3: ({ resource }) => ({
    what: 'bucket',
    name: resource,
    command: `aws s3 rb s3://${resource} --force   # versions must be deleted first, such as in the console`,
  }),
  logs: (arn) => {
    const name = after(arn.resource, 'log-group:')?.replace(/:\*$/, '')
    return name === undefined
      ? undefined
      : { what: 'log group', name, command: `aws logs delete-log-group --log-group-name ${name}${inRegion(arn)}` }
  },
  lambda: (arn) => {
    const name = after(arn.resource, 'function:')
    return name === undefined
      ? undefined
      : {
          what: 'Lambda function',
          name,
          command: `aws lambda delete-function --function-name ${name}${inRegion(arn)}`,
        }
  },
  apigateway: (arn) => {
    const id = after(arn.resource, '/apis/')?.split('/')[0]
    return id === undefined
      ? undefined
      : { what: 'HTTP API', name: id, command: `aws apigatewayv2 delete-api --api-id ${id}${inRegion(arn)}` }
  },
  cloudfront: ({ resource }) => {
    const id = after(resource, 'distribution/')
    if (id !== undefined) {
      const command = `aws cloudfront delete-distribution ${withEtag('distribution', id)}   # disable it first, in the console`
      return { what: 'CloudFront distribution', name: id, command }
    }
    const control = after(resource, 'origin-access-control/')
    if (control === undefined) return undefined
    return {
      what: 'CloudFront origin access',
      name: control,
      command: `aws cloudfront delete-origin-access-control ${withEtag('origin-access-control', control)}`,
    }
  },
  iam: ({ resource }) => {
    const name = after(resource, 'role/')
    return name === undefined
      ? undefined
      : {
          what: 'IAM role',
          name,
          command: `aws iam delete-role-policy --role-name ${name} --policy-name ${name}; aws iam delete-role --role-name ${name}`,
        }
  },
  sns: (arn, whole) => ({
    what: 'alarm topic',
    name: arn.resource,
    command: `aws sns delete-topic --topic-arn ${whole}${inRegion(arn)}`,
  }),
  cloudwatch: (arn) => {
    const name = after(arn.resource, 'alarm:')
    return name === undefined
      ? undefined
      : { what: 'alarm', name, command: `aws cloudwatch delete-alarms --alarm-names ${name}${inRegion(arn)}` }
  },
  acm: (arn, whole) => ({
    what: 'certificate',
    name: whole,
    command: `aws acm delete-certificate --certificate-arn ${whole}${inRegion(arn)}`,
  }),
  dynamodb: (arn) => {
    const name = after(arn.resource, 'table/')
    return name === undefined
      ? undefined
      : { what: 'DynamoDB table', name, command: `aws dynamodb delete-table --table-name ${name}${inRegion(arn)}` }
  },
}

export function parseArn(arn: string): Arn {
  const [, , service = '', region = '', , ...resource] = arn.split(':')
  return { service, region, resource: resource.join(':') }
}

/** What an ARN stands for and how it is removed; of a kind that is not ours, how it is looked at. */
export function describeLeftover(arn: string): Leftover {
  const parsed = parseArn(arn)
  const known = kinds[parsed.service]?.(parsed, arn)
  if (known) return { arn, ...known }
  const command = `aws resourcegroupstaggingapi get-resources --resource-arn-list ${arn}${inRegion(parsed)}`
  return { arn, what: parsed.service, name: parsed.resource, command: `${command}   # shows it` }
}
