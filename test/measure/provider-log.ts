import { existsSync, readFileSync } from 'node:fs'

/** A request as Terraform's own log tells of it: made by the state's backend or by the AWS provider. */
export interface ProviderCall {
  /** `S3 HeadBucket`, by the SDK's names. */
  readonly operation: string
  /** The AWS SDK's number of the invocation; not in the line about an answer. */
  readonly invocation?: string
  /** The resource that it was made for, or `backend`, or `provider` for its own sign-in. */
  readonly madeFor: string
}

export interface ProviderLog {
  readonly sent: readonly ProviderCall[]
  readonly answered: readonly ProviderCall[]
}

const madeForOf = (line: Record<string, string>) => {
  if (line['tf_backend.operation']) return 'backend'
  return line.tf_resource_type ?? line.tf_data_source_type ?? 'provider'
}

function parse(text: string): Record<string, string> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Reads what TF_LOG=JSON wrote to TF_LOG_PATH. A request with a large body (a package for Lambda) is
 * cut into pieces by the log and only its answer can be read.
 */
export function readProviderLog(path: string): ProviderLog {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const calls = (message: string) =>
    lines
      .filter((line) => line.includes(`"@message":"${message}"`))
      .flatMap((text): ProviderCall[] => {
        const line = parse(text)
        if (!line?.['rpc.method']) return []
        const invocation = line['http.request.header.amz_sdk_invocation_id']
        return [
          {
            operation: `${line['rpc.service']} ${line['rpc.method']}`,
            madeFor: madeForOf(line),
            ...(invocation ? { invocation } : {}),
          },
        ]
      })
  return { sent: calls('HTTP Request Sent'), answered: calls('HTTP Response Received') }
}
