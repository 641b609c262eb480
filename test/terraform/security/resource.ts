/** A managed resource with its planned values, from the `planned_values` of `terraform show -json`. */
export interface Resource {
  readonly address: string
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: the provider's own schema, 14 resource types of it
  readonly values: Record<string, any>
}

/** A must-pass rule: gives back one sentence for each violation. */
export interface Rule {
  readonly name: string
  readonly check: (resources: readonly Resource[]) => string[]
}

export const ofType = (resources: readonly Resource[], type: string) =>
  resources.filter((resource) => resource.type === type)

export interface Statement {
  readonly Effect: string
  readonly Principal?: unknown
  readonly Action: string | string[]
  readonly Resource: string | string[]
  readonly Condition?: Record<string, Record<string, string>>
}

export const statementsOf = (resource: Resource): Statement[] => JSON.parse(resource.values.policy).Statement
export const list = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value])
