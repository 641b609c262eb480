import { lockTableName, stateBucketName, stateKey } from '../../names.ts'

/** Where the state lives. Credentials are never part of it: Terraform would write them to disk. */
export interface Backend {
  readonly bucket: string
  readonly key: string
  readonly region: string
  readonly dynamodb_table: string
  readonly account: string
}

/** @param region the state bucket's, which may be another than the twin's */
export const backendFor = (projectName: string, account: string, region: string): Backend => ({
  bucket: stateBucketName(account),
  key: stateKey(projectName),
  region,
  dynamodb_table: lockTableName,
  account,
})

/** The backend as arguments of `init`. Terraform takes both locks, the file in S3 first. */
export function backendArguments({ account, ...settings }: Backend): string[] {
  return [
    ...Object.entries(settings).map(([name, value]) => `-backend-config=${name}=${value}`),
    '-backend-config=encrypt=true',
    '-backend-config=use_lockfile=true',
    `-backend-config=allowed_account_ids=["${account}"]`,
  ]
}

/**
 * Whether a folder is initialised for this backend already, from the text of its
 * `.terraform/terraform.tfstate`; anything unreadable means no.
 */
export function isSameBackend(text: string, backend: Backend): boolean {
  try {
    const { type, config } = (JSON.parse(text) as { backend: { type: string; config: Record<string, unknown> } })
      .backend
    const { account, ...settings } = backend
    return (
      type === 's3' &&
      config.use_lockfile === true &&
      config.encrypt === true &&
      JSON.stringify(config.allowed_account_ids) === JSON.stringify([account]) &&
      Object.entries(settings).every(([name, value]) => config[name] === value)
    )
  } catch {
    return false
  }
}

/**
 * Whether a folder, by the text of its `.terraform/terraform.tfstate`, keeps its state there;
 * undefined when the text does not say.
 */
export function pointsTo(text: string, { bucket, key }: Pick<Backend, 'bucket' | 'key'>): boolean | undefined {
  try {
    const { config } = (JSON.parse(text) as { backend: { config: Record<string, unknown> } }).backend
    return config.bucket === bucket && config.key === key
  } catch {
    return undefined
  }
}

/** The account whose state bucket a folder was initialised for, from the same text; undefined when it does not say. */
export function accountOf(text: string): string | undefined {
  try {
    const { bucket } = (JSON.parse(text) as { backend: { config: { bucket: string } } }).backend.config
    const account = bucket.slice(-12)
    return /^\d{12}$/.test(account) && bucket === stateBucketName(account) ? account : undefined
  } catch {
    return undefined
  }
}
