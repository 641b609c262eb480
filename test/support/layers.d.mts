export type Job =
  | { readonly kind: 'check'; readonly title: string; readonly command: readonly string[]; readonly folder?: string }
  | { readonly kind: 'vitest'; readonly projects: readonly string[]; readonly workers?: number }
  | { readonly kind: 'pytest'; readonly folder: string }
export interface Layer {
  readonly name: string
  readonly needs: readonly string[]
  /** Runs side by side with its neighbours that are, too. */
  readonly together?: string
  readonly jobs: readonly Job[]
}
export const layers: readonly Layer[]
export const notLayers: readonly string[]
export const vitestLayers: readonly string[]
