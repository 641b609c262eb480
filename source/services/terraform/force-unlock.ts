import { run } from '../shell.ts'
import { type Terraform, workspaceEnvironment } from './run-terraform.ts'

/**
 * Releases a lock whose holder is dead. Terraform fails when one of the two locks (S3 file, table row)
 * is missing, though it removes the other.
 * @throws {ToolError} when Terraform could not release it
 */
export async function forceUnlock(terraform: Terraform, lockId: string, signal?: AbortSignal): Promise<void> {
  await run([terraform.program, 'force-unlock', '-force', lockId], {
    cwd: terraform.folder,
    env: workspaceEnvironment(terraform),
    tool: 'terraform',
    ...(signal ? { signal } : {}),
  })
}
