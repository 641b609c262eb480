import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Call, callId } from './collect.ts'

export interface MeasuredCall extends Call {
  /** Where it was seen: `<shape> <phase>`. */
  readonly in: readonly string[]
}

export interface Measurement {
  readonly measuredWith: {
    readonly terraform: string
    readonly provider: string
    /** Of terraform/*.tf, see stack-hash.ts. */
    readonly stack: string
  }
  /** Sorted by action, then resource. */
  readonly calls: readonly MeasuredCall[]
}

const nothing: Measurement = { measuredWith: { terraform: '', provider: '', stack: '' }, calls: [] }

export const readMeasurement = (file: string): Measurement =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Measurement) : nothing

const union = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])].sort()

export function addCalls(measurement: Measurement, shape: string, phase: string, calls: readonly Call[]): Measurement {
  const all = new Map(measurement.calls.map((call) => [callId(call), call]))
  for (const call of calls) {
    const before = all.get(callId(call))
    all.set(callId(call), {
      ...call,
      madeFor: union(before?.madeFor ?? [], call.madeFor),
      in: union(before?.in ?? [], [`${shape} ${phase}`]),
    })
  }
  const sorted = [...all.values()].sort((one, other) => (callId(one) < callId(other) ? -1 : 1))
  return { ...measurement, calls: sorted }
}

/** A line for each call, so that a difference can be read. */
export function writeMeasurement(file: string, { measuredWith, calls }: Measurement): void {
  const lines = calls.map((call) => `    ${JSON.stringify(call)}`).join(',\n')
  writeFileSync(file, `{\n  "measuredWith": ${JSON.stringify(measuredWith)},\n  "calls": [\n${lines}\n  ]\n}\n`)
}
