import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { timeProgram } from './measure.mjs'

/** The aws program itself: on PATH there may be a shell script before it, which costs time of its own. */
export async function findAws() {
  const path = execFileSync('sh', ['-c', 'command -v aws'], { encoding: 'utf8' }).trim()
  if (!/^#!.*\b(ba)?sh\b/.test(readFileSync(path, 'latin1').slice(0, 80))) return path
  return execFileSync('sh', ['-c', 'pyenv which aws'], { encoding: 'utf8' }).trim()
}

/** What a person would type to learn what the preflight learns; names are known beforehand, which is in its favour. */
export async function twelveQuestions(aws, env) {
  const ask = async (...args) => JSON.parse((await timeProgram([aws, ...args, '--output', 'json'], { env })).output)
  const { Account, Arn } = await ask('sts', 'get-caller-identity')
  const user = ['--user-name', Arn.split('/').at(-1)]
  const { AttachedPolicies } = await ask('iam', 'list-attached-user-policies', ...user)
  const arn = ['--policy-arn', AttachedPolicies[0].PolicyArn]
  const { Policy } = await ask('iam', 'get-policy', ...arn)
  const bucket = ['--bucket', `digital-twin-terraform-state-${Account}`]
  return [
    ['sts', 'get-caller-identity'],
    ['iam', 'get-user', ...user],
    ['iam', 'list-attached-user-policies', ...user],
    ['iam', 'list-user-policies', ...user],
    ['iam', 'list-groups-for-user', ...user],
    ['iam', 'get-policy-version', ...arn, '--version-id', Policy.DefaultVersionId],
    ['s3api', 'head-bucket', ...bucket],
    ['s3api', 'get-bucket-versioning', ...bucket],
    ['s3api', 'get-bucket-encryption', ...bucket],
    ['s3api', 'get-public-access-block', ...bucket],
    ['s3api', 'get-bucket-policy', ...bucket],
    ['dynamodb', 'describe-table', '--table-name', 'digital-twin-terraform-locks'],
  ]
}

/** What the doctor asks beyond that: key age, the states with their locks and checksums, the model. */
export async function doctorQuestions(aws, env) {
  const first = await twelveQuestions(aws, env)
  const bucket = first.find(([, operation]) => operation === 'head-bucket').slice(2)
  const user = first.find(([, operation]) => operation === 'get-user').slice(2)
  const states = ['dev', 'test', 'prod'].flatMap((environment) => {
    const key = `env:/${environment}/digital-twin/terraform.tfstate`
    const row = (id) => [
      'dynamodb',
      'get-item',
      '--table-name',
      'digital-twin-terraform-locks',
      '--key',
      JSON.stringify({ LockID: { S: id } }),
    ]
    return [
      ['s3api', 'get-object', ...bucket, '--key', key, '/dev/null'],
      ['s3api', 'get-object', ...bucket, '--key', `${key}.tflock`, '/dev/null'],
      row(`${bucket[1]}/${key}`),
      row(`${bucket[1]}/${key}-md5`),
    ]
  })
  return [
    ...first,
    ['iam', 'list-access-keys', ...user],
    ...states,
    ['bedrock', 'list-inference-profiles'],
    ['bedrock', 'get-foundation-model-availability', '--model-id', 'amazon.nova-lite-v1:0'],
  ]
}
