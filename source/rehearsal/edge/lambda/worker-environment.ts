import { delimiter } from 'node:path'
import type { Credentials } from '../account.ts'
import type { DeployedFunction } from './read-function.ts'

export interface WorkerPlace {
  readonly endpoint: string
  readonly region: string
  readonly taskRoot: string
  /** After the function's own code, in order. */
  readonly packages: readonly string[]
  /** A folder that holds no settings of anybody. */
  readonly emptyHome: string
  readonly logStream: string
}

export const logGroupOf = ({ configuration }: DeployedFunction) =>
  configuration.LoggingConfig?.LogGroup ?? `/aws/lambda/${configuration.FunctionName}`

/**
 * The environment variables of a function, as Lambda documents them ("Defined runtime environment variables"), and
 * nothing of this machine's but what a program needs to start; pure. A function's own variables cannot replace Lambda's.
 */
export function workerEnvironment(
  deployed: DeployedFunction,
  credentials: Credentials,
  place: WorkerPlace,
  machine: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { configuration } = deployed
  return {
    ...configuration.Environment?.Variables,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.Runtime ?? 'python3.13'}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.FunctionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.MemorySize ?? 128),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(deployed),
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    _HANDLER: configuration.Handler,
    LAMBDA_TASK_ROOT: place.taskRoot,
    LANG: 'en_US.UTF-8',
    TZ: machine.SystemRoot ? 'UTC' : ':UTC',
    PATH: machine.PATH ?? '',
    ...(machine.SystemRoot ? { SystemRoot: machine.SystemRoot } : {}),
    PYTHONPATH: [place.taskRoot, ...place.packages].join(delimiter),
    PYTHONUTF8: '1',
    // Lambda's user has no home; here one would be found, with the settings of whoever rehearses.
    HOME: place.emptyHome,
    USERPROFILE: place.emptyHome,
    AWS_EC2_METADATA_DISABLED: 'true',
  }
}
