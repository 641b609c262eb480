import type { PlanJson, ResourceChangeJson } from '../services/terraform/plan-json.ts'
import { alarmPerMonth, monthlyCost } from './prices.ts'

const messagesPerDay = 30

/** What is reckoned, and by how much a plan changes it; what costs by use alone changes with use. */
export function costInWords({ resource_changes = [] }: PlanJson): string {
  const { before, after } = memoryOf(resource_changes)
  const usual = monthlyCost({ messagesPerDay, ...(after ? { megabytes: after } : {}) }).total
  const earlier = monthlyCost({ messagesPerDay, ...(before ? { megabytes: before } : {}) }).total
  const words = [`about USD ${usual.toFixed(2)} a month at ${messagesPerDay} messages a day, cents when idle`]
  if (before && after && before !== after) words.push(`USD ${earlier.toFixed(2)} before, with ${before} MB of memory`)
  const alarms = alarmsIn(resource_changes)
  if (alarms !== 0) {
    const amount = `USD ${(Math.abs(alarms) * alarmPerMonth).toFixed(2)} a month`
    words.push(
      alarms > 0
        ? `up to ${amount} more for ${counted(alarms)}, when the account’s ten free ones are taken`
        : `up to ${amount} less without ${counted(-alarms)}`,
    )
  }
  return words.join('; ')
}

const counted = (alarms: number) => (alarms === 1 ? '1 alarm' : `${alarms} alarms`)

const memory = (values: Readonly<Record<string, unknown>> | null): number | undefined =>
  typeof values?.memory_size === 'number' ? values.memory_size : undefined

function memoryOf(changes: readonly ResourceChangeJson[]) {
  const change = changes.find(({ type }) => type === 'aws_lambda_function')?.change
  return { before: memory(change?.before ?? null), after: memory(change?.after ?? null) }
}

/** How many alarms there are more than before. */
const alarmsIn = (changes: readonly ResourceChangeJson[]) =>
  changes
    .filter(({ type }) => type === 'aws_cloudwatch_metric_alarm')
    .reduce((sum, { change }) => sum + Number(change.after !== null) - Number(change.before !== null), 0)
