import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../names.ts'

/**
 * The texts of the files in `folder` that Terraform reads for an environment, the one that wins last:
 * terraform.tfvars, then *.auto.tfvars by name, then its own. None of a file or folder that is not there.
 */
export async function readTfvarsFiles(folder: string, environment: Environment): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [] as string[])
  const automatic = names.filter((name) => name.endsWith('.auto.tfvars')).sort()
  const files = ['terraform.tfvars', ...automatic, `${environment}.tfvars`].filter((name) => names.includes(name))
  return Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
}
