/** The parts of `terraform show -json <plan>` (format 1.2) that are read here. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChangeJson[]
  /** What AWS was found to have become since the state was written. */
  readonly resource_drift?: readonly ResourceChangeJson[]
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>
  readonly errored?: boolean
}

export interface ResourceChangeJson {
  readonly address: string
  readonly mode: 'managed' | 'data'
  readonly type: string
  readonly name: string
  readonly index?: string | number
  /** Why, where it is not plain: `replace_because_tainted`, `delete_because_no_resource_config` … */
  readonly action_reason?: string
  readonly change: ChangeJson
}

export interface ChangeJson {
  readonly actions: readonly string[]
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly after_unknown?: unknown
  /** What cannot be changed in place: paths into the values, as `[["name"], ["origin", 0, "id"]]`. */
  readonly replace_paths?: readonly (readonly (string | number)[])[]
}
