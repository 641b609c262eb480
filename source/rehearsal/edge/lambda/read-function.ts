import { createHash } from 'node:crypto'
import type { Account } from '../account.ts'

interface Configuration {
  readonly FunctionName: string
  readonly FunctionArn: string
  readonly Runtime?: string
  readonly Role: string
  readonly Handler: string
  readonly CodeSha256: string
  readonly Timeout?: number
  readonly MemorySize?: number
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> }
  readonly Layers?: readonly { readonly Arn: string }[]
  readonly LoggingConfig?: { readonly LogGroup?: string }
}

export interface DeployedFunction {
  readonly configuration: Configuration
  /** Where its code can be fetched for a while. */
  readonly codeUrl: string
  /** Equal for equal code and settings. */
  readonly version: string
}

/** A function as it lies in the account, or undefined. */
export async function readFunction(account: Account, name: string): Promise<DeployedFunction | undefined> {
  const answer = await account.read<{ Configuration: Configuration; Code?: { Location?: string } }>(
    'lambda',
    `/2015-03-31/functions/${encodeURIComponent(name)}`,
  )
  if (!answer) return undefined
  const { Configuration: configuration } = answer
  const { CodeSha256, Handler, Role, Timeout, MemorySize, Environment, Layers, Runtime } = configuration
  const settings = [CodeSha256, Handler, Role, Timeout, MemorySize, Runtime, Environment?.Variables ?? {}, Layers ?? []]
  return {
    configuration,
    codeUrl: answer.Code?.Location ?? '',
    version: createHash('sha256').update(JSON.stringify(settings)).digest('hex'),
  }
}

/** The document of `aws_lambda_permission`, or undefined when nobody was let in. */
export async function readFunctionPolicy(account: Account, name: string): Promise<string | undefined> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/policy`
  return (await account.read<{ Policy: string }>('lambda', path))?.Policy
}

/** Where a layer's content can be fetched for a while. */
export async function readLayerUrl(account: Account, arn: string): Promise<string> {
  const [name = '', version = ''] = arn.split(':').slice(-2)
  const path = `/2018-10-31/layers/${encodeURIComponent(name)}/versions/${version}`
  const layer = await account.read<{ Content?: { Location?: string } }>('lambda', path)
  if (!layer?.Content?.Location) throw new Error(`The layer ${arn} does not exist.`)
  return layer.Content.Location
}
