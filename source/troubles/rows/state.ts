import { exitCodes } from '../../errors.ts'
import { lockTableName } from '../../names.ts'
import { type Facts, rows } from '../trouble.ts'
import { twin } from '../words.ts'

const backend = 'https://developer.hashicorp.com/terraform/language/backend/s3'

/** A state that only lies on this computer must be saved before anything else is mended. */
export const unsavedRows = rows('state', [
  {
    code: 'STATE_NOT_PUSHED',
    title: 'The newest state is on this computer only',
    text: /Failed to persist state|errored\.tfstate|Failed to save state/,
    cause: () =>
      'Terraform could not save what it did: the newest state is in terraform/errored.tfstate. Keep that file.',
    mend: (found) => [`${twin('deploy', found)}   # saves it first, then goes on`],
    link: 'https://developer.hashicorp.com/terraform/cli/commands/state/push',
  },
  {
    code: 'STATE_DIGEST_MISMATCH',
    title: 'The state and its checksum part',
    text: /state data in S3 does not have the expected content[\s\S]*?Calculated checksum:[ \t]*(?<checksum>\S*)/,
    cause: ({ checksum }) =>
      `The state in S3 is not the one the lock table has the checksum of${checksum ? ` (it is ${checksum})` : ''}: somebody changed one without the other.`,
    mend: () => [
      'twin doctor --fix   # puts the right checksum there',
      'If somebody deployed just now, wait two minutes first: S3 may still be at it.',
    ],
    link: `${backend}#dynamodb-state-locking`,
  },
])

function lockHolder({ lock }: Facts): string {
  const holder = lock?.who ? `${lock.who} (${lock.operation || 'working'})` : 'Another run'
  const since = lock?.since ? ` since ${lock.since.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  return `${holder} holds the state lock${since}${lock ? `, lock ID ${lock.id}` : ''}.`
}

export const stateRows = rows('state', [
  {
    code: 'LOCK_TABLE_MISSING',
    title: 'The lock table is missing',
    text: /acquiring the state lock[\s\S]*ResourceNotFoundException/,
    cause: ({ table = lockTableName }) => `The DynamoDB table ${table}, which locks the state, does not exist.`,
    mend: (found) => [`${twin('deploy', found)}   # makes it again`],
    link: `${backend}#dynamodb-state-locking`,
  },
  {
    code: 'LOCK_TABLE_UNFIT',
    title: 'The lock table has another key',
    text: /acquiring the state lock[\s\S]*(?:Missing the key|key element does not match the schema)/,
    cause: ({ table = lockTableName }) =>
      `The DynamoDB table ${table} exists, but its key is not the text LockID, so Terraform cannot lock with it. Nothing was changed.`,
    mend: ({ table = lockTableName }) => [
      `aws dynamodb describe-table --table-name ${table}   # shows what it is`,
      `aws dynamodb delete-table --table-name ${table}   # only if nobody needs it; the next run makes it anew`,
    ],
    link: `${backend}#dynamodb-state-locking`,
  },
  {
    // S3 refuses a second lock file with 412, or 409 when two come at once; DynamoDB by its condition.
    code: 'STATE_LOCKED',
    title: 'Another run holds the state lock',
    text: /acquiring the state lock[\s\S]*(?:ConditionalCheckFailed|PreconditionFailed|ConditionalRequestConflict|StatusCode: 412|Lock Info:)/,
    cause: lockHolder,
    mend: (found) => [
      `${twin('unlock', found)}   # shows who holds it, and releases it when that run is dead`,
      'If that run is alive, wait until it has finished, then run this again.',
    ],
    link: 'https://developer.hashicorp.com/terraform/language/state/locking',
    exitCode: exitCodes.locked,
  },
  {
    code: 'STATE_BUCKET_MISSING',
    title: 'The state bucket is missing',
    text: /S3 bucket "(?<bucket>[^"]*)" does not exist/,
    cause: ({ bucket }) => `The state bucket${bucket ? ` ${bucket}` : ''} does not exist.`,
    mend: (found) => [
      `${twin('deploy', found)}   # makes it again`,
      'If it ought to be there, check the account and the region: --profile, --region.',
    ],
    link: backend,
  },
  {
    code: 'STATE_BUCKET_FOREIGN',
    title: 'The state bucket is somebody else’s',
    cause: ({ bucket = 'of the state' }) =>
      `The S3 bucket ${bucket} exists, but not in your account, or you may not look at it. Nothing was changed.`,
    mend: ({ bucket }) => [
      ...(bucket
        ? [
            `aws s3api list-buckets --query "Buckets[?Name=='${bucket}']"   # as an administrator: shows it if it is yours`,
          ]
        : []),
      'twin policy   # if it is yours: your policy lacks s3:ListBucket on it; an administrator attaches this one',
      'If it is not, somebody took the name, and no command can mend that: tell AWS Support, do not use that bucket, deploy from another account (--profile).',
    ],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html',
  },
  {
    code: 'STATE_BUCKET_ELSEWHERE',
    title: 'The state bucket is in another region',
    cause: ({ bucket, there = 'another region', here = 'this one' }) =>
      `Your state bucket${bucket ? ` ${bucket}` : ''} is in ${there}, and you chose ${here}. One account has one state bucket, in one region. Nothing was changed.`,
    mend: ({ there = '<its region>', regionVariable }) =>
      regionVariable
        ? [`export ${regionVariable}=${there}   # this variable names the other region`]
        : [`twin setup --region ${there}   # goes on in that region, and remembers it`],
    link: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html',
  },
  {
    code: 'STATE_BUCKET_UNFIT',
    title: 'The state bucket is half made',
    cause: ({ bucket }) =>
      `The state bucket${bucket ? ` ${bucket}` : ''} lacks settings that keep the state safe; a run was probably stopped while it made the bucket.`,
    mend: () => ['twin doctor --fix   # puts them there'],
    link: backend,
  },
  {
    code: 'WORKSPACE_MISMATCH',
    title: 'Terraform’s workspace is that of another environment',
    text: /The Terraform workspace is (?<workspace>\S+), the settings are those of (?<environment>\w+)/,
    cause: ({ workspace = 'one', environment = 'another' }) =>
      `Terraform’s workspace is ${workspace}, but the settings are those of ${environment}. Nothing was changed.`,
    mend: (found) => [twin('deploy', found)],
    link: 'https://developer.hashicorp.com/terraform/language/state/workspaces',
  },
])
