import type { Job } from './layers.mjs'

export interface Counts {
  readonly passed: number
  readonly failed: number
}
interface Settings {
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly reports: string
}
interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}
export function runJob(job: Job, settings: Settings): Promise<Counts & { readonly output: string }>
export function countVitest(report: Report, code: number): Counts
export function countJunit(xml: string, code: number): Counts
