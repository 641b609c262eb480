import type { Environment } from '../names.ts'
import type { Option, Shape } from '../permissions/shape.ts'
import { readTfvars } from './terraform/read-tfvars.ts'
import { readTfvarsFiles } from './terraform/tfvars-files.ts'

/** What the values of one environment's variables turn on. */
export function shapeFrom(values: ReadonlyMap<string, string>): Shape {
  const text = (name: string) => values.get(name) ?? ''
  const domain = text('domain_name')
  const boundary = text('permissions_boundary_arn')
  const isOn: Readonly<Record<Option, boolean>> = {
    domain: domain !== '',
    alarms: text('alarm_email') !== '',
    accessLogs: text('api_access_logs') === 'true',
    boundary: boundary !== '',
  }
  const zone = text('hosted_zone_id')
  return {
    options: (Object.keys(isOn) as Option[]).filter((option) => isOn[option]),
    zones: isOn.domain && zone !== '' ? [zone] : [],
    domains: isOn.domain ? [domain] : [],
    boundaries: isOn.boundary ? [boundary] : [],
    isAlwaysBounded: isOn.boundary,
  }
}

/** What one environment turns on, by the files in `folder` that Terraform reads for it. */
export const environmentShape = async (folder: string, environment: Environment): Promise<Shape> =>
  shapeFrom(readTfvars(...(await readTfvarsFiles(folder, environment))))
