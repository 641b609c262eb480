import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccount } from '../../../source/rehearsal/daemon/account.ts'
import { findAndStartMoto } from '../../../source/rehearsal/moto/find-moto.ts'
import type { IdentityName, RehearsalRecord } from '../../../source/rehearsal/record.ts'

export interface TestAccount {
  readonly record: RehearsalRecord
  /** What an SDK client needs to work as one of the identities. */
  clientOf(identity: IdentityName): {
    endpoint: string
    region: string
    credentials: { accessKeyId: string; secretAccessKey: string }
    forcePathStyle: true
    maxAttempts: 1
  }
  close(): Promise<void>
}

/** An emulated account of a test's own, in this process. */
export async function openTestAccount(): Promise<TestAccount> {
  const home = await mkdtemp(join(tmpdir(), 'rehearsal-'))
  const moto = await findAndStartMoto({ home, onProgress: () => undefined, onOutput: () => undefined })
  const account = await openAccount({
    home,
    moto,
    region: 'eu-central-1',
    projectName: 'twin',
    runtimeRequirements: join(home, 'requirements.txt'),
    log: () => undefined,
    onUse: () => undefined,
    onStop: () => undefined,
  })
  const { record } = account
  return {
    record,
    clientOf: (identity) => ({
      endpoint: record.endpoint,
      region: record.region,
      credentials: { ...record.identities[identity] },
      forcePathStyle: true,
      maxAttempts: 1,
    }),
    async close() {
      await account.close()
      await moto.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
