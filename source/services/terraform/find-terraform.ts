import { UserError } from '../../errors.ts'
import { run } from '../shell.ts'
import { locateTerraform } from './locate-terraform.ts'
import { isAtLeast, minimumVersion, parseVersion, type TerraformKind } from './version.ts'

export interface TerraformProgram {
  readonly path: string
  readonly kind: TerraformKind
  readonly version: string
}

/** How Terraform's own documentation says to install it. */
export function installAdvice(platform: NodeJS.Platform): string[] {
  const commands: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'brew tap hashicorp/tap && brew install hashicorp/tap/terraform',
    win32: 'winget install Hashicorp.Terraform',
  }
  const command = commands[platform]
  return [
    ...(command ? [command] : []),
    'Terraform: https://developer.hashicorp.com/terraform/install',
    'OpenTofu works too: https://opentofu.org/docs/intro/install',
    'TF_BINARY=/path/to/terraform names one that is not on PATH.',
  ]
}

/**
 * Finds Terraform: the program TF_BINARY names, else `terraform` on PATH, else `tofu`.
 * @throws {UserError} TOOL_TERRAFORM_MISSING, TOOL_TERRAFORM_OLD (before 1.10)
 */
export async function findTerraform(
  env: Record<string, string | undefined>,
  platform: NodeJS.Platform = process.platform,
): Promise<TerraformProgram> {
  const path = await locateTerraform(env)
  if (!path) {
    throw new UserError('TOOL_TERRAFORM_MISSING', 'Terraform is not installed.', installAdvice(platform))
  }
  const { stdout } = await run([path, 'version'], {
    env: { ...env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined, TF_CLI_ARGS: undefined },
    allowFailure: true,
  })
  const found = parseVersion(stdout)
  if (!found) {
    throw new UserError('TOOL_TERRAFORM_MISSING', `${path} is not Terraform.`, installAdvice(platform))
  }
  if (!isAtLeast(found.version, minimumVersion)) {
    throw new UserError(
      'TOOL_TERRAFORM_OLD',
      `${path} is version ${found.version}; the state lock in S3 needs ${minimumVersion} or later.`,
      installAdvice(platform),
    )
  }
  return { path, ...found }
}
