import {
  budgetTableName,
  dataBucketName,
  frontendBucketName,
  functionName,
  logGroupName,
  memoryBucketName,
  originAccessControlName,
  roleName,
  type Target,
} from '../../names.ts'
import { run } from '../shell.ts'
import type { Diagnostic } from './event.ts'
import { type Terraform, variableArguments, workspaceEnvironment } from './run-terraform.ts'

export const originAccessControl = 'aws_cloudfront_origin_access_control.frontend'

/** Something that AWS has under our own name and Terraform does not know of. */
export interface Orphan {
  readonly address: string
  /** What `terraform import` finds it by; for an origin access control its name, as CloudFront gives ids of its own. */
  readonly id: string
}

/** How AWS's services say that a name is taken by what the caller has made before. */
const isTaken =
  /EntityAlreadyExists|OriginAccessControlAlreadyExists|ResourceConflictException|ResourceAlreadyExistsException|ResourceInUseException|BucketAlreadyOwnedByYou|already exists? in/

/**
 * The orphan behind a complaint, if it is one. A request that was under way when Terraform was
 * interrupted may still have been carried out, and its answer was never heard: the next run then
 * finds the name taken. Only names that are this twin's alone are taken over.
 */
export function orphanOf({ severity, summary, detail, address }: Diagnostic, target: Target): Orphan | undefined {
  if (severity !== 'error' || !address || !isTaken.test(`${summary}\n${detail}`)) return undefined
  const ids: Readonly<Record<string, string>> = {
    'aws_lambda_function.api': functionName(target),
    'aws_lambda_permission.api': `${functionName(target)}/AllowHttpApi`,
    'aws_dynamodb_table.budget': budgetTableName(target),
    'aws_iam_role.function': roleName(target),
    'aws_cloudwatch_log_group.function': logGroupName(target),
    [originAccessControl]: originAccessControlName(target),
    'aws_s3_bucket.this["frontend"]': frontendBucketName(target),
    'aws_s3_bucket.this["data"]': dataBucketName(target),
    'aws_s3_bucket.this["memory"]': memoryBucketName(target),
  }
  const id = ids[address]
  return id === undefined ? undefined : { address, id }
}

/** Makes an orphan known to Terraform. AWS is only read; the state is written. */
export async function importOrphan(
  terraform: Terraform,
  { address, id }: Orphan,
  variables: Readonly<Record<string, string | number | boolean>>,
  signal: AbortSignal,
): Promise<void> {
  await run(
    [terraform.program, 'import', '-input=false', '-no-color', ...variableArguments(terraform, variables), address, id],
    { cwd: terraform.folder, env: workspaceEnvironment(terraform), tool: 'terraform', mustFinish: true, signal },
  )
}
