import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { S3Client } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface AccountOptions {
  /** The emulated account's address for every service. */
  readonly endpoint: string
  readonly region: string
  readonly account: string
  readonly credentials: Credentials
}

/** An answer of the account that is not a success. */
export class AccountError extends Error {
  override readonly name = 'AccountError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Milliseconds after which a silent account counts as broken. */
const patience = 20_000

/**
 * Says who calls, in the form of Signature Version 4. The signature itself is empty: the emulated account reads the key,
 * region and service from the credential scope and verifies nothing.
 */
export function signedAs(credentials: Credentials, region: string, service: string): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `${credentials.accessKeyId}/${time.slice(0, 8)}/${region}/${service}/aws4_request`
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': time,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  }
}

/** The emulated account, as the services behind a distribution see it. */
export function openAccount(options: AccountOptions) {
  const { endpoint, region, credentials } = options
  const settings = {
    endpoint,
    region,
    credentials,
    maxAttempts: 2,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout: patience }),
  }
  return {
    ...options,
    cloudFront: new CloudFrontClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    sts: new STSClient(settings),

    /** Reads from a service that speaks JSON over REST; `undefined` when it says 404. */
    async read<T>(service: 'apigateway' | 'lambda', path: string): Promise<T | undefined> {
      const response = await fetch(`${endpoint}${path}`, {
        headers: signedAs(credentials, region, service),
        signal: AbortSignal.timeout(patience),
      })
      const body = await response.text()
      if (response.status === 404) return undefined
      if (!response.ok) throw new AccountError(response.status, `${service} ${path}: ${response.status} ${body}`)
      return JSON.parse(body) as T
    },

    /** Fetches what an answer points to, such as a function's code. */
    async download(url: string): Promise<Buffer> {
      const response = await fetch(url, { signal: AbortSignal.timeout(patience) })
      if (!response.ok) throw new AccountError(response.status, `${new URL(url).pathname}: ${response.status}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

export type Account = ReturnType<typeof openAccount>
