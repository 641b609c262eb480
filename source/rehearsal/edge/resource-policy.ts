/** What a service asks of a resource: may I do this to that, on behalf of `aws:SourceArn`? */
export interface ServiceRequest {
  readonly service: string
  readonly action: string
  readonly resource: string
  /** Condition keys in lower case. */
  readonly context: Readonly<Record<string, string>>
}

interface Statement {
  readonly Effect?: string
  readonly Principal?: unknown
  readonly Action?: unknown
  readonly Resource?: unknown
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String)

function matchesWildcards(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]')
  return new RegExp(`^${expression}$`).test(value)
}

const operators: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: matchesWildcards,
  ArnEquals: matchesWildcards,
  ArnLike: matchesWildcards,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual,
}

/** Whether every condition holds. An operator that is not known here counts against access. */
function holds(statement: Statement, request: ServiceRequest): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const compare = operators[operator]
      if (!compare) return statement.Effect === 'Deny'
      const actual = request.context[key.toLowerCase()]
      return actual !== undefined && listOf(wanted).some((each) => compare(each, actual))
    }),
  )
}

function concerns(statement: Statement, request: ServiceRequest): boolean {
  const { Principal: principal } = statement
  const services = typeof principal === 'object' ? listOf((principal as { Service?: unknown } | null)?.Service) : []
  const anyone = principal === '*' || (principal as { AWS?: unknown } | undefined)?.AWS === '*'
  return (
    (anyone || services.includes(request.service)) &&
    listOf(statement.Action).some((each) => matchesWildcards(each.toLowerCase(), request.action.toLowerCase())) &&
    listOf(statement.Resource).some((each) => matchesWildcards(each, request.resource)) &&
    holds(statement, request)
  )
}

/** Whether a resource's own policy (its JSON) lets a service in; pure. A denying statement beats any allowing one. */
export function policyAllows(policy: string | undefined, request: ServiceRequest): boolean {
  if (policy === undefined) return false
  const document = JSON.parse(policy) as { Statement?: Statement | Statement[] }
  const statements = [document.Statement ?? []].flat().filter((each) => concerns(each, request))
  return statements.some((each) => each.Effect === 'Allow') && !statements.some((each) => each.Effect === 'Deny')
}
