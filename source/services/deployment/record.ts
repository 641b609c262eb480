import type { Retired } from './retired.ts'

/** What a deployment is made of; each has a fingerprint. */
export const inputNames = ['program', 'answers', 'tools', 'terraform', 'backend', 'page', 'data'] as const
export type InputName = (typeof inputNames)[number]
export type Inputs = Readonly<Partial<Record<InputName, string>>>

/** Where everything is, as Terraform's outputs said. */
export interface DeployedPlaces {
  readonly domain: string
  readonly distributionId: string
  readonly frontendBucket: string
  readonly dataBucket: string
  readonly memoryBucket: string
}

/** What a deployment that went through leaves beside the state, so that the next one knows whether anything changed. */
export interface WholeRecord {
  readonly state: 'whole'
  /** ISO 8601, UTC. */
  readonly at: string
  /** When Terraform last compared everything with AWS. */
  readonly plannedAt: string
  readonly inputs: Inputs
  /** ETags of Terraform's state and of the pointer to the personal data. */
  readonly etags: Etags
  readonly places: DeployedPlaces
  /** Files of earlier builds of the page that are still there. */
  readonly retired?: Retired
  readonly health: { readonly status: 'ok'; readonly environment: string; readonly version: string }
}

/** What stands there from before a deployment writes anything until all of it is done and the twin answers. */
export interface ChangingRecord {
  readonly state: 'changing'
  readonly at: string
}

export type DeploymentRecord = WholeRecord | ChangingRecord

export interface Etags {
  readonly state: string
  readonly data: string
}

/** Raised when a field changes its meaning; a record of another format counts as none. */
const format = 1

export const writeRecordText = (record: DeploymentRecord): string => JSON.stringify({ format, ...record }, null, 2)

/** @returns undefined for anything that is not a record of this format, damaged or from another version. */
export function parseRecord(text: string): DeploymentRecord | undefined {
  const value = parsed(text)
  if (!isObject(value) || value.format !== format) return undefined
  const { state, at, plannedAt, inputs, etags, places, health, retired = {} } = value
  if (!isMoment(at)) return undefined
  if (state === 'changing') return { state, at }
  const isWhole =
    state === 'whole' &&
    isMoment(plannedAt) &&
    hasTexts(inputs, []) &&
    hasTexts(etags, ['state', 'data']) &&
    hasTexts(places, ['domain', 'distributionId', 'frontendBucket', 'dataBucket', 'memoryBucket']) &&
    hasTexts(health, ['status', 'environment', 'version']) &&
    hasTexts(retired, [])
  return isWhole ? (value as unknown as WholeRecord) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isMoment = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value))

const hasTexts = (value: unknown, names: readonly string[]): boolean =>
  isObject(value) &&
  names.every((name) => typeof value[name] === 'string' && value[name] !== '') &&
  Object.values(value).every((each) => typeof each === 'string')
