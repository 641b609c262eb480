import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import { environments, type Target } from '../../names.ts'

/** One environment's state, as Terraform's S3 backend keeps it with both of its locks. */
export interface StatePlace {
  readonly bucket: string
  /** The state's own key, `env:/<workspace>/…`. */
  readonly key: string
  readonly table: string
  /** Twelve digits. */
  readonly account: string
}

export interface StateClients {
  readonly s3: S3Client
  readonly dynamodb: DynamoDBClient
}

/** The lock that `use_lockfile` takes. */
export const lockfileKey = ({ key }: StatePlace) => `${key}.tflock`
/** The row of the lock that `dynamodb_table` takes. */
export const lockRowId = ({ bucket, key }: StatePlace) => `${bucket}/${key}`
/** The row with the state's checksum. */
export const digestRowId = (place: StatePlace) => `${lockRowId(place)}-md5`
/** The row that keeps a whole deploy or removal to one run at a time. */
export const leaseRowId = (place: StatePlace) => `${lockRowId(place)}-lease`

/** Whose state an object is; undefined for a key of another form than this program's (names.ts). */
export function targetOfStateKey(key: string): Pick<Target, 'projectName' | 'environment'> | undefined {
  const [, environment, projectName] = /^env:\/([^/]+)\/([^/]+)\/terraform\.tfstate$/.exec(key) ?? []
  const known = environments.find((each) => each === environment)
  return known && projectName ? { environment: known, projectName } : undefined
}
