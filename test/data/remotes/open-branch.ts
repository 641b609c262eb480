import { onTestFinished } from 'vitest'
import { type BranchRemoteOptions, openBranchRemote } from '../../../source/services/data/remotes/branch-remote.ts'
import type { DataRemote } from '../../../source/services/data/remotes/data-remote.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A remote whose private folder goes with the test. */
export function openBranch(address: string, changes: Partial<BranchRemoteOptions> = {}): DataRemote {
  const remote = openBranchRemote({ address, env: process.env, folder: temporaryFolder(), ...changes })
  onTestFinished(() => remote.close())
  return remote
}

export const ignore = () => {}
export const name = 'data-encrypted-0123456789abcdef.age'
export const branch = 'twin-data'
