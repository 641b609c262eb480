import { accessRows } from './rows/access.ts'
import { bucketRows } from './rows/buckets.ts'
import { cloudfrontRows } from './rows/cloudfront.ts'
import { credentialRows } from './rows/credentials.ts'
import { modelRows } from './rows/model.ts'
import { networkRows } from './rows/network.ts'
import { packageRows } from './rows/packages.ts'
import { stateRows, unsavedRows } from './rows/state.ts'
import { twinRows } from './rows/twin.ts'

/**
 * Every known trouble. The first that fits is meant, so the particular stand before the general: a
 * lock that could not be taken because of a refusal is a refusal, and an unverified account is none.
 */
export const troubles = [
  ...unsavedRows,
  ...credentialRows,
  ...cloudfrontRows,
  ...modelRows,
  ...accessRows,
  ...stateRows,
  ...packageRows,
  ...bucketRows,
  ...networkRows,
  ...twinRows,
]

/** Public and stable: scripts match them. */
export type TroubleCode = (typeof troubles)[number]['code']
