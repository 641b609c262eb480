import { leastPrivilegePolicy } from '../permissions/least-privilege.ts'
import { splitPolicy } from '../permissions/policy-size.ts'
import type { PolicyNames } from '../permissions/resource-kinds.ts'
import type { Shape } from '../permissions/shape.ts'
import { writePolicyFiles } from '../services/policy-file.ts'

/** Writes the least-privilege policy for these names, in as many files as IAM's limit for one managed policy needs. */
export const leastPrivilegeFiles = (names: PolicyNames, shape: Shape, path: string): Promise<readonly string[]> =>
  writePolicyFiles(splitPolicy(leastPrivilegePolicy(names, shape)), path)
