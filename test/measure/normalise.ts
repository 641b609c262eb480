/** What a run calls its twin. Not the default name, with which the state bucket would look like one of the twin's. */
export const projectName = 'measured'

/** What AWS or the moment has chosen, in the ARNs of each service. */
const chosen: readonly (readonly [RegExp, string])[] = [
  [/^(arn:aws:s3:::[^/]+)\/.*$/, '$1/*'],
  [/^(arn:aws:apigateway:[^:]*::\/tags)\/.*$/, '$1/*'],
  [/^(arn:aws:apigateway:[^:]*::\/apis)\/[^/]+(.*)$/, '$1/*$2'],
  [/^(arn:aws:apigateway:.*\/(?:integrations|routes|stages|deployments))\/[^/]+$/, '$1/*'],
  [/^(arn:aws:cloudfront::\d+:[a-z-]+)\/.*$/, '$1/*'],
  // Somebody's own users, roles, policies and alarms: not the twin's.
  [/^(arn:aws:iam::(?:\d+|aws):(?:user|group|policy))\/.*$/, '$1/*'],
  [new RegExp(`^(arn:aws:iam::\\d+:role)/(?!${projectName}-).*$`), '$1/*'],
  [new RegExp(`^(arn:aws:cloudwatch:.*:alarm):(?!${projectName}-).*$`), '$1:*'],
  [/^(arn:aws:lambda:.*:layer:[^:]+):[^:]+$/, '$1:*'],
  [/^(arn:aws:acm:[^:]*:\d+:certificate)\/.*$/, '$1/*'],
  [/^(arn:aws:route53:::(?:hostedzone|change))\/.*$/, '$1/*'],
  [/^(arn:aws:sns:[^:]*:\d+:[^:]+):.+$/, '$1:*'],
  [/^arn:aws:bedrock:[^:]*:(\d*):(foundation-model|inference-profile)\/.*$/, 'arn:aws:bedrock:*:$1:$2/*'],
]

/** An ARN with `*` for what another run would have differently, and `<account>` and the like for given names. */
export function normalise(arn: string): string {
  const settled = chosen.reduce((text, [pattern, by]) => text.replace(pattern, by), arn)
  return settled
    .replaceAll(new RegExp(`\\b${projectName}-(dev|test|prod)\\b`, 'g'), '<project>-<environment>')
    .replaceAll(/\b123456789012\b/g, '<account>')
    .replaceAll(/\beu-central-1\b/g, '<region>')
}

/** The reverse, with something in the place of each `*`. */
export function example(resource: string): string {
  if (resource === '*') return resource
  return resource
    .replaceAll('<project>', projectName)
    .replaceAll('<environment>', 'dev')
    .replaceAll('<account>', '123456789012')
    .replaceAll('<region>', 'eu-central-1')
    .replaceAll('*', 'x1')
}
