import type { IdentityName, RehearsalRecord } from './record.ts'

/**
 * What makes SDKs, the aws command line, Terraform and boto3 use the emulated account as one of its
 * identities: variables to set, and with undefined those to unset. Everything that could bring other
 * credentials or another endpoint in is among them.
 */
export function rehearsalEnvironment(
  record: RehearsalRecord,
  identity: IdentityName,
): Record<string, string | undefined> {
  const { accessKeyId, secretAccessKey } = record.identities[identity]
  return {
    AWS_ENDPOINT_URL: record.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: record.region,
    AWS_DEFAULT_REGION: record.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // As many as our own SDK clients make; the provider's default of 25 turns one wrong answer into minutes.
    AWS_MAX_ATTEMPTS: '4',
    TWIN_SITE_ADDRESS: 'http://{domain}',
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_SECURITY_TOKEN: undefined,
    AWS_ROLE_ARN: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
    AWS_ENDPOINT_URL_S3: undefined,
    AWS_ENDPOINT_URL_DYNAMODB: undefined,
    AWS_ENDPOINT_URL_IAM: undefined,
    AWS_ENDPOINT_URL_STS: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
  }
}
