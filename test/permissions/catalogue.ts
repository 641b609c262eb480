import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../measure/catalogue.ts'
import { repository } from '../support/repository.ts'

const { actions, resourceTypes, conditionKeys } = JSON.parse(
  readFileSync(join(repository, 'test/permissions/iam-catalogue.json'), 'utf8'),
) as Catalogue

export interface RealAction {
  /** Types of resource it can be limited to; none means that a policy must say `*`. */
  readonly resourceTypes: readonly string[]
  readonly conditionKeys: readonly string[]
}

/** What AWS says of an action; undefined when it has no such action. */
export function findAction(action: string): RealAction | undefined {
  const [service = '', name = ''] = action.split(':')
  const found = actions[service]?.[name]
  if (!found) return undefined
  const [, types, keys] = found
  // Two services share these action names, and the catalogue has but the REST APIs' types (v1) for them.
  const shared = service === 'apigateway' ? Object.keys(resourceTypes[service] ?? {}) : types
  return { resourceTypes: shared, conditionKeys: conditionKeys[keys] ?? [] }
}

const variable = /\$\{[^}]+\}/
const literalLength = (form: string) => form.split(variable).join('').length

function matches(form: string, arn: string): boolean {
  const parts = form.split(variable).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(arn)
}

/** CloudWatch Logs asks about a group as if for a stream without a name, and says so in its refusals. */
const plain = (arn: string) => arn.replace(/:log-stream:$/, '')

/** The types that an ARN can be of, those that say most about it: an object's key is no bucket's name. */
export function typesOf(service: string, arn: string): readonly string[] {
  const fitting = Object.entries(resourceTypes[service] ?? {}).flatMap(([type, forms]) =>
    forms.filter((form) => matches(form, plain(arn))).map((form) => ({ type, length: literalLength(form) })),
  )
  const most = Math.max(...fitting.map(({ length }) => length))
  return fitting.filter(({ length }) => length === most).map(({ type }) => type)
}
