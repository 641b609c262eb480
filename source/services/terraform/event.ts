/** What Terraform does to one resource, as its JSON says it. */
export type TerraformAction = 'create' | 'update' | 'delete' | 'replace' | 'read' | 'noop' | 'move' | 'forget'

export interface ResourceAddress {
  /** `aws_s3_bucket.this["data"]` */
  readonly address: string
  readonly type: string
  readonly name: string
  /** The `for_each` key or `count` index. */
  readonly key?: string | number
}

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  readonly address?: string
  /** `function.tf:5`, when the message is about a line of configuration. */
  readonly place?: string
}

export interface OutputValue {
  readonly sensitive: boolean
  /** Absent before apply, and in the event stream for sensitive outputs. */
  readonly value?: unknown
}

/** One line of `terraform … -json`, without anything that could be a secret (resource ids are left out). */
export type TerraformEvent =
  | { readonly type: 'version'; readonly version: string }
  | { readonly type: 'reading'; readonly resource: ResourceAddress }
  | { readonly type: 'drifted' | 'planned'; readonly resource: ResourceAddress; readonly action: TerraformAction }
  | { readonly type: 'started'; readonly resource: ResourceAddress; readonly action: TerraformAction }
  | {
      readonly type: 'working' | 'finished' | 'errored'
      readonly resource: ResourceAddress
      readonly action: TerraformAction
      readonly seconds: number
    }
  | {
      readonly type: 'summary'
      readonly operation: string
      readonly add: number
      readonly change: number
      readonly remove: number
    }
  | { readonly type: 'outputs'; readonly outputs: Readonly<Record<string, OutputValue>> }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'message'; readonly message: string }
