interface Statement {
  readonly Effect?: unknown
  readonly Action?: unknown
  readonly NotAction?: unknown
  readonly Resource?: unknown
  readonly NotResource?: unknown
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
  readonly Condition?: unknown
}

const list = (value: unknown): readonly string[] => [value].flat().filter((each) => typeof each === 'string')

function statementsOf(policy: unknown): readonly Statement[] | undefined {
  if (policy === null || policy === undefined || policy === '') return []
  try {
    const { Statement } = JSON.parse(String(policy)) as { Statement?: unknown }
    return [Statement ?? []].flat() as Statement[]
  } catch {
    return undefined
  }
}

const covers = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'is',
  ).test(text)

/** Who may, and under what condition: two statements are compared only where both are the same. */
const circle = ({ Principal, NotPrincipal, Condition }: Statement) =>
  JSON.stringify([Principal ?? null, NotPrincipal ?? null])
    .concat('|')
    .concat(JSON.stringify(Condition ?? null))

const isInverted = ({ NotAction, NotResource, NotPrincipal }: Statement) =>
  NotAction !== undefined || NotResource !== undefined || NotPrincipal !== undefined

const everybody = (principal: unknown): boolean =>
  principal === '*' || Object.values((principal ?? {}) as object).some((each) => list(each).includes('*'))

/**
 * What a policy allows that it did not allow before, in words; pure. Where the two cannot be compared (statements that
 * name what is excepted, text that is no policy) it is said as such, never passed over.
 * @param before a policy document as text; nothing when there was none
 */
export function policyGains(before: unknown, after: unknown): readonly string[] {
  const [old, now] = [statementsOf(before), statementsOf(after)]
  if (!old || !now) return ['it cannot be read as a policy']
  const same = (one: Statement) => (other: Statement) => JSON.stringify(one) === JSON.stringify(other)
  const allowed = old.filter(({ Effect }) => Effect === 'Allow')
  const gains = now
    .filter((statement) => statement.Effect === 'Allow' && !old.some(same(statement)))
    .flatMap((statement) => gainsOf(statement, allowed))
  const lifted = old.filter((statement) => statement.Effect === 'Deny' && !now.some(same(statement)))
  return [...new Set([...gains, ...lifted.map((statement) => `no longer denied: ${words(statement)}`)])]
}

function gainsOf(statement: Statement, allowed: readonly Statement[]): readonly string[] {
  if (isInverted(statement)) return [`allowed with exceptions: ${words(statement)}`]
  const who = everybody(statement.Principal) ? ' for everybody' : ''
  const where = list(statement.Resource)
  return list(statement.Action).flatMap((action) =>
    (where.length > 0 ? where : ['']).flatMap((resource) => {
      const known = allowed.some(
        (each) =>
          !isInverted(each) &&
          (circle(each) === circle(statement) || circle(each) === circle({ ...statement, Condition: undefined })) &&
          list(each.Action).some((pattern) => covers(pattern, action)) &&
          (resource === '' || list(each.Resource).some((pattern) => covers(pattern, resource))),
      )
      return known ? [] : [`${action}${resource ? ` on ${resource}` : ''}${who}`]
    }),
  )
}

function words({ Action, NotAction, Resource, NotResource }: Statement): string {
  const actions = NotAction === undefined ? list(Action).join(', ') : `all but ${list(NotAction).join(', ')}`
  const resources = NotResource === undefined ? list(Resource).join(', ') : `all but ${list(NotResource).join(', ')}`
  return `${actions}${resources ? ` on ${resources}` : ''}`
}
