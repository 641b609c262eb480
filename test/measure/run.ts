import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { named } from '../end-to-end/support/requests.ts'
import { collectCalls, senderOf } from './collect.ts'
import { crossCheck } from './cross-check.ts'
import { addCalls, type Measurement, readMeasurement, writeMeasurement } from './measurement.ts'
import { phasesOf } from './phases.ts'
import { type Shape, shapes } from './shapes.ts'
import { hashStack } from './stack-hash.ts'
import { openStage, type Stage } from './stage.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function chooseShapes(names: readonly string[]): readonly Shape[] {
  const unknown = names.filter((name) => shapes.every((shape) => shape.name !== name))
  if (unknown.length === 0) return names.length === 0 ? shapes : shapes.filter(({ name }) => names.includes(name))
  throw new Error(
    `There is no shape called ${unknown.join(', ')}. There are: ${shapes.map(({ name }) => name).join(', ')}`,
  )
}

function versionOfTerraform(): string {
  const { stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' })
  return (JSON.parse(stdout) as { terraform_version: string }).terraform_version
}

/** As the lock file pins it. */
function versionOfProvider(repository: string): string {
  const text = readFileSync(join(repository, 'terraform/.terraform.lock.hcl'), 'utf8')
  return /provider "[^"]*hashicorp\/aws" \{\s*version\s*= "([^"]+)"/.exec(text)?.[1] ?? ''
}

/** Administrators may do everything: a refusal would mean that something was not measured to its end. */
function requireAllowed(requests: readonly RequestLogEntry[]): void {
  // One of the principals of inspect.ts may not list policies, on purpose.
  const denied = requests.filter((request) => request.denied && senderOf(request) && request.identity !== 'guarded')
  if (denied.length > 0) throw new Error(`Denied while measuring:\n${named(denied).join('\n')}`)
}

async function measurePhases(stage: Stage, measurement: Measurement): Promise<Measurement> {
  let sum = measurement
  for (const { name, prepare, run } of phasesOf(stage.shape.name)) {
    await prepare?.(stage)
    const start = performance.now()
    const { requests, log } = await stage.watch(() => run(stage))
    requireAllowed(requests)
    const calls = collectCalls(requests, log)
    sum = addCalls(sum, stage.shape.name, name, calls)
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    say(
      `  ${name.padEnd(10)} ${String(calls.length).padStart(4)} kinds of calls, ${requests.length} requests, ${seconds} s`,
    )
    for (const difference of crossCheck(requests, log)) say(`    ≠ ${difference}`)
  }
  return sum
}

/** Measures the shapes called so, or all, and writes what was found; what is known of the others stays. */
export async function measure(repository: string, names: readonly string[]): Promise<void> {
  const file = join(repository, 'test/permissions/measured.json')
  const chosen = chooseShapes(names)
  let measurement: Measurement = {
    measuredWith: {
      terraform: versionOfTerraform(),
      provider: versionOfProvider(repository),
      stack: hashStack(join(repository, 'terraform')),
    },
    calls: readMeasurement(file).calls.flatMap((call) => {
      const kept = call.in.filter((place) => chosen.every(({ name }) => !place.startsWith(`${name} `)))
      const known = kept.filter((place) => shapes.some(({ name }) => place.startsWith(`${name} `)))
      return known.length > 0 ? [{ ...call, in: known }] : []
    }),
  }
  for (const shape of chosen) {
    say(shape.name)
    const stage = await openStage(repository, shape)
    try {
      measurement = await measurePhases(stage, measurement)
    } finally {
      await stage.end()
    }
    writeMeasurement(file, measurement)
  }
  say(`${measurement.calls.length} kinds of calls in test/permissions/measured.json`)
}
