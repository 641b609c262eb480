import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../names.ts'
import type { Option, Shape } from '../permissions/shape.ts'
import { readTfvars } from './terraform/read-tfvars.ts'

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

/**
 * What one environment turns on, by the files in `folder` that Terraform reads for it: terraform.tfvars, then
 * *.auto.tfvars by name, then its own. A file or folder that is not there turns nothing on.
 */
export async function environmentShape(folder: string, environment: Environment): Promise<Shape> {
  const names = await readdir(folder).catch(() => [] as string[])
  const automatic = names.filter((name) => name.endsWith('.auto.tfvars')).sort()
  const files = ['terraform.tfvars', ...automatic, `${environment}.tfvars`].filter((name) => names.includes(name))
  return shapeFrom(readTfvars(...(await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8'))))))
}
