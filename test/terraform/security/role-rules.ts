import { list, ofType, type Rule, statementsOf } from './resource.ts'

/** The only places for a `*` in a role's resources: objects of a bucket, streams of a log group. */
const isNarrow = (resource: string) =>
  !resource.replace(/(^arn:aws:s3:::[a-z0-9.-]+\/(?:conversations\/)?\*$)|(:log-stream:\*$)/, '').includes('*')

export const roleRules: readonly Rule[] = [
  {
    name: 'the role may do nothing by wildcard',
    check: (resources) =>
      ofType(resources, 'aws_iam_role_policy').flatMap((policy) =>
        statementsOf(policy).flatMap((statement) => [
          ...list(statement.Action).filter((action) => action.includes('*')),
          ...list(statement.Resource).filter((resource) => !isNarrow(resource)),
        ]),
      ),
  },
  {
    name: 'only Lambda takes the role',
    check: (resources) =>
      ofType(resources, 'aws_iam_role').flatMap(({ address, values }) =>
        JSON.stringify(JSON.parse(values.assume_role_policy).Statement[0].Principal) ===
        '{"Service":"lambda.amazonaws.com"}'
          ? []
          : [`${address} is open to others`],
      ),
  },
  {
    name: 'only this API calls the function',
    check: (resources) =>
      ofType(resources, 'aws_lambda_permission')
        .filter(({ values }) => values.principal !== 'apigateway.amazonaws.com' || !values.source_arn)
        .map(({ address }) => `${address} lets others call`),
  },
]
