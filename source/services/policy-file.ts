import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import { splitPolicy } from '../permissions/policy-size.ts'
import type { PolicyNames } from '../permissions/resource-kinds.ts'
import type { Shape } from '../permissions/shape.ts'

/**
 * Writes the least-privilege policy, in as many files as IAM's limit for one managed policy needs.
 * @returns the paths: `path` itself, or `path` with -1, -2 … before its ending.
 */
export async function writePolicyFiles(names: PolicyNames, shape: Shape, path: string): Promise<readonly string[]> {
  const documents = splitPolicy(leastPrivilegePolicy(names, shape))
  await mkdir(dirname(path), { recursive: true })
  return Promise.all(
    documents.map(async (document, index) => {
      const file = documents.length === 1 ? path : path.replace(/(\.[^.]+)$/, `-${index + 1}$1`)
      await writeFile(file, `${JSON.stringify(document, null, 2)}\n`)
      return file
    }),
  )
}
