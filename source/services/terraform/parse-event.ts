import type { Diagnostic, OutputValue, ResourceAddress, TerraformAction, TerraformEvent } from './event.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const object = (value: unknown): Json => (isObject(value) ? value : {})
const text = (value: unknown) => (typeof value === 'string' ? value : '')
const number = (value: unknown) => (typeof value === 'number' ? value : 0)

function parseAddress(value: unknown): ResourceAddress {
  const resource = object(value)
  const key = resource.resource_key
  return {
    address: text(resource.addr),
    type: text(resource.resource_type),
    name: text(resource.resource_name),
    ...(typeof key === 'string' || typeof key === 'number' ? { key } : {}),
  }
}

function parseDiagnostic(value: unknown): Diagnostic {
  const diagnostic = object(value)
  const range = object(diagnostic.range)
  const file = text(range.filename)
  return {
    severity: diagnostic.severity === 'error' ? 'error' : 'warning',
    summary: text(diagnostic.summary),
    detail: text(diagnostic.detail),
    ...(diagnostic.address ? { address: text(diagnostic.address) } : {}),
    ...(file ? { place: `${file}:${number(object(range.start).line)}` } : {}),
  }
}

function parseOutputs(value: unknown): Record<string, OutputValue> {
  return Object.fromEntries(
    Object.entries(object(value)).map(([name, output]) => {
      const { sensitive, value: content } = object(output)
      return [name, { sensitive: sensitive === true, ...(content === undefined ? {} : { value: content }) }]
    }),
  )
}

const action = (value: unknown) => text(value) as TerraformAction

/** Types of Terraform's machine-readable UI 1.2, as seen from 1.11.4. */
const parsers: Record<string, (line: Json) => TerraformEvent> = {
  version: (line) => ({ type: 'version', version: text(line.terraform) }),
  refresh_start: (line) => ({ type: 'reading', resource: parseAddress(object(line.hook).resource) }),
  resource_drift: (line) => {
    const change = object(line.change)
    return { type: 'drifted', resource: parseAddress(change.resource), action: action(change.action) }
  },
  planned_change: (line) => {
    const change = object(line.change)
    return { type: 'planned', resource: parseAddress(change.resource), action: action(change.action) }
  },
  apply_start: (line) => {
    const hook = object(line.hook)
    return { type: 'started', resource: parseAddress(hook.resource), action: action(hook.action) }
  },
  apply_progress: (line) => timed('working', line),
  apply_complete: (line) => timed('finished', line),
  apply_errored: (line) => timed('errored', line),
  change_summary: (line) => {
    const { operation, add, change, remove } = object(line.changes)
    return {
      type: 'summary',
      operation: text(operation),
      add: number(add),
      change: number(change),
      remove: number(remove),
    }
  },
  outputs: (line) => ({ type: 'outputs', outputs: parseOutputs(line.outputs) }),
  diagnostic: (line) => ({ type: 'diagnostic', diagnostic: parseDiagnostic(line.diagnostic) }),
  init_output: (line) => ({ type: 'message', message: text(line['@message']) }),
  log: (line) => ({ type: 'message', message: text(line['@message']) }),
}

function timed(type: 'working' | 'finished' | 'errored', line: Json): TerraformEvent {
  const hook = object(line.hook)
  return {
    type,
    resource: parseAddress(hook.resource),
    action: action(hook.action),
    seconds: number(hook.elapsed_seconds),
  }
}

/**
 * Reads one line of `terraform … -json`. Lines that are not JSON (even `init -json` prints some) and
 * types that nobody here needs give nothing.
 */
export function parseTerraformLine(line: string): TerraformEvent | undefined {
  if (!line.startsWith('{')) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return undefined
  }
  if (!isObject(parsed)) return undefined
  return parsers[text(parsed.type)]?.(parsed)
}
