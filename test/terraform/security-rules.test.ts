import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { planTerraform, readPlan } from '../../source/services/terraform/plan.ts'
import type { PlanJson } from '../../source/services/terraform/plan-json.ts'
import { workspaceEnvironment } from '../../source/services/terraform/run-terraform.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { copyStack, type DeployedStack, deployStack, type StackCopy } from './deployed-stack.ts'
import { accountRules } from './security/account-rules.ts'
import { edgeRules } from './security/edge-rules.ts'
import { ofType, type Resource } from './security/resource.ts'
import { roleRules } from './security/role-rules.ts'
import { storageRules } from './security/storage-rules.ts'

interface FullPlan extends PlanJson {
  readonly planned_values: { readonly root_module: { readonly resources: Resource[] } }
}

/** A rule is for every shape. */
const shapes = { 'as it is by default': () => resources, 'with everything turned on': () => withOptions }

const rules = [...storageRules, ...roleRules, ...edgeRules, ...accountRules]
let moto: Moto
let stack: StackCopy
let deployed: DeployedStack
let firstPlan: FullPlan
/** The plan after the first apply: in it every value is known. */
let resources: Resource[]
/** The plan of turning everything on that is off by default. */
let withOptions: Resource[]
let secondPlanText: string

beforeAll(async () => {
  moto = await startMoto()
  stack = await copyStack(moto.endpoint)
  deployed = await deployStack(stack)
  firstPlan = deployed.firstPlan.json as FullPlan
  const second = await planTerraform(stack.terraform, { temporaryFolder: stack.folder, variables: deployed.variables })
  resources = ((await readPlan(stack.terraform, second.file)) as FullPlan).planned_values.root_module.resources
  const options = {
    domain_name: 'twin.example.com',
    hosted_zone_id: 'Z0123456789ABCDEFGHIJ',
    alarm_email: 'you@example.com',
    api_access_logs: true,
  }
  await mkdir(join(stack.folder, 'options'))
  const third = await planTerraform(stack.terraform, {
    temporaryFolder: join(stack.folder, 'options'),
    variables: { ...deployed.variables, ...options },
  })
  withOptions = (third.json as FullPlan).planned_values.root_module.resources
  const show = [stack.terraform.program, 'show', '-no-color', second.file] as const
  secondPlanText = (await run(show, { cwd: stack.terraform.folder, env: workspaceEnvironment(stack.terraform) })).stdout
}, 600_000)
afterAll(async () => {
  await stack?.remove()
  await moto?.stop()
})

/** A copy of the plan with one thing wrong in the first resource of a type. */
function spoil(type: string, change: (values: Resource['values']) => void): Resource[] {
  const spoiled = structuredClone(resources)
  const [first] = ofType(spoiled, type)
  if (!first) throw new Error(`no ${type} to spoil`)
  change(first.values)
  return spoiled
}

function spoilPolicy(type: string, from: string, to: string): Resource[] {
  const spoiled = structuredClone(resources)
  const found = ofType(spoiled, type).find(({ values }) => values.policy.includes(from))
  if (!found) throw new Error(`no ${type} with ${from}`)
  found.values.policy = found.values.policy.replace(from, to)
  return spoiled
}

const add = (type: string): Resource[] => [...resources, { address: `${type}.x`, type, values: {} }]

const distribution = (change: (values: Resource['values']) => void) => spoil('aws_cloudfront_distribution', change)

const spoiledPlans: Record<string, () => Resource[]> = {
  'is encrypted': () =>
    spoil('aws_s3_bucket_server_side_encryption_configuration', (values) => {
      values.rule = []
    }),
  'blocks public access': () =>
    spoil('aws_s3_bucket_public_access_block', (values) => {
      values.restrict_public_buckets = false
    }),
  'has no access lists': () =>
    spoil('aws_s3_bucket_ownership_controls', (values) => {
      values.rule[0].object_ownership = 'ObjectWriter'
    }),
  'takes TLS only': () => spoilPolicy('aws_s3_bucket_policy', 'Deny', 'Allow'),
  'is never emptied by Terraform': () =>
    spoil('aws_s3_bucket', (values) => {
      values.force_destroy = true
    }),
  'is read by our distribution only': () =>
    spoilPolicy('aws_s3_bucket_policy', ':distribution/', ':distribution/OTHER'),
  'the role may do nothing by wildcard': () => spoilPolicy('aws_iam_role_policy', 's3:GetObject', 's3:*'),
  'only Lambda takes the role': () =>
    spoil('aws_iam_role', (values) => {
      values.assume_role_policy = values.assume_role_policy.replace('lambda.', 'ec2.')
    }),
  'only this API calls the function': () =>
    spoil('aws_lambda_permission', (values) => {
      values.source_arn = null
    }),
  'the API is reached with the secret, over TLS 1.2': () =>
    distribution((values) => {
      for (const origin of values.origin) origin.custom_header = []
    }),
  'the bucket is reached with origin access control': () =>
    distribution((values) => {
      for (const origin of values.origin) origin.origin_access_control_id = ''
    }),
  'visitors come over HTTPS, with security headers': () =>
    distribution((values) => {
      values.ordered_cache_behavior[0].viewer_protocol_policy = 'allow-all'
    }),
  'a domain of its own takes TLS 1.2 at least': () =>
    distribution((values) => {
      values.aliases = ['twin.example.com']
    }),
  'access logs tell nothing of who the visitor is or what was asked for': () =>
    spoil('aws_apigatewayv2_stage', (values) => {
      values.access_log_settings = [{ format: '$context.identity.sourceIp' }]
    }),
  'the API is throttled': () =>
    spoil('aws_apigatewayv2_stage', (values) => {
      values.default_route_settings = []
    }),
  'only what is known is made': () => add('aws_s3_bucket_acl'),
  'logs end': () =>
    spoil('aws_cloudwatch_log_group', (values) => {
      values.retention_in_days = 0
    }),
  'the function’s log group is ours, not one Lambda makes': () =>
    spoil('aws_cloudwatch_log_group', (values) => {
      values.name = '/aws/lambda/other'
    }),
  'the function ends before the API gives up, and reserves nothing': () =>
    spoil('aws_lambda_function', (values) => {
      values.timeout = 60
    }),
  'everything that can be tagged says whose it is': () =>
    spoil('aws_s3_bucket', (values) => {
      values.tags_all = {}
    }),
}

describe('security rules over the plan', () => {
  describe.each(Object.entries(shapes))('%s', (_, shape) => {
    it.each(rules)('$name', ({ check }) => {
      expect(check(shape())).toEqual([])
    })
  })

  it.each(rules)('refuses a plan where it is not so that: $name', ({ name, check }) => {
    const spoiled = spoiledPlans[name]
    if (!spoiled) throw new Error(`nothing shows that "${name}" can fail`)
    expect(check(spoiled())).not.toEqual([])
  })

  it('also refuses a wildcard among the role’s resources', () => {
    const rule = roleRules[0]
    expect(rule?.check(spoilPolicy('aws_iam_role_policy', 'foundation-model/amazon.nova-lite-v1:0', '*'))).not.toEqual(
      [],
    )
  })
})

describe('the origin secret', () => {
  const secretsOf = (all: readonly Resource[]) =>
    ofType(all, 'terraform_data').flatMap(({ address, values }) => (address.includes('secret') ? [values.output] : []))

  it('is not in the plan that a person approves, because it is not drawn yet', () => {
    expect(secretsOf(firstPlan.planned_values.root_module.resources)).toEqual([undefined, undefined])
    const [function_] = ofType(firstPlan.planned_values.root_module.resources, 'aws_lambda_function')
    expect(function_?.values.environment[0].variables ?? {}).not.toHaveProperty('ORIGIN_SECRETS')
  })

  it('is afterwards in no text that people or logs see', () => {
    const secrets = secretsOf(resources)
    expect(secrets).toHaveLength(2)
    for (const secret of secrets) {
      expect(secret).toMatch(/^[0-9a-f-]{36}$/)
      expect(secondPlanText).not.toContain(secret)
      expect(JSON.stringify(deployed.events)).not.toContain(secret)
      expect(JSON.stringify(deployed.outputs)).not.toContain(secret)
    }
  })

  it('is what CloudFront sends and the function accepts', () => {
    const [distribution] = ofType(resources, 'aws_cloudfront_distribution')
    const [function_] = ofType(resources, 'aws_lambda_function')
    const sent = distribution?.values.origin.flatMap((origin: Resource['values']) => origin.custom_header)
    expect(sent).toHaveLength(1)
    expect(function_?.values.environment[0].variables.ORIGIN_SECRETS.split(',')).toContain(sent[0].value)
  })
})
