import { join } from 'node:path'
import { globMatches, parseGlob } from '../../source/permissions/glob.ts'
import type { Feature, NeededRow } from '../../source/permissions/needed/row.ts'
import { neededTable } from '../../source/permissions/needed-actions.ts'
import { type PolicyNames, resourceKind } from '../../source/permissions/resource-kinds.ts'
import { plainShape, type Shape } from '../../source/permissions/shape.ts'
import { type MeasuredCall, readMeasurement } from '../measure/measurement.ts'
import { example, normalise, projectName } from '../measure/normalise.ts'
import { repository } from '../support/repository.ts'

export const measurement = readMeasurement(join(repository, 'test/permissions/measured.json'))

/** The measured twin's. */
export const names: PolicyNames = { projectName, region: 'eu-central-1', account: '123456789012', partition: 'aws' }

/** Everything turned on, and nothing named: the widest policy. */
export const everything: Shape = {
  ...plainShape,
  options: ['domain', 'alarms', 'accessLogs', 'boundary'],
}

const patternsOf = ({ on }: NeededRow) => resourceKind(on).patterns(names, everything)
const isWide = (row: NeededRow) => patternsOf(row).includes('*')
const covers = (row: NeededRow, resource: string) =>
  patternsOf(row).some((pattern) => globMatches(parseGlob(pattern), resource))

/** The rows of the table that a call is there for: of a kind that names things, else of one that takes all. */
export function rowsFor({ action, resource }: Pick<MeasuredCall, 'action' | 'resource'>): readonly NeededRow[] {
  const rows = neededTable.filter((row) => row.action === action && covers(row, example(resource)))
  const narrow = rows.filter((row) => !isWide(row))
  return narrow.length > 0 ? narrow : rows
}

/** Whether a call that was seen there can be the reason for a feature of a row. */
export function explains({ by }: Pick<MeasuredCall, 'by'>, place: string, row: NeededRow, feature: Feature): boolean {
  const [shape, phase] = place.split(' ')
  if (row.option !== undefined && row.option !== shape) return false
  // An option is turned off before its environment goes: that change is its teardown. By then the doctor sees none of it.
  if (row.option !== undefined && phase === 'change' && (feature === 'teardown' || feature === 'inspection'))
    return true
  if (phase === 'destroy') return feature === 'teardown'
  if (feature === 'teardown') return false
  return by === 'program' || (feature !== 'inspection' && feature !== 'bedrock')
}

const known = new Set(measurement.calls.map(({ action, resource }) => `${action} ${resource}`))

/** Whether the measurement has seen this action on such a resource, of a twin of any name. */
export function wasMeasured(action: string, resource: string, project: string): boolean {
  const asMeasured = resource.replaceAll(new RegExp(`\\b${project}-(dev|test|prod)\\b`, 'g'), `${projectName}-$1`)
  return known.has(`${action} ${normalise(asMeasured)}`)
}
