import { manyOf, type PolicyDocument, type Statement, statementsOf } from './policy.ts'

/** Characters of a managed policy, white space not counted (IAM user guide, "IAM and AWS STS quotas"). */
export const managedPolicyLimit = 6144

/** How long IAM takes a document to be: white space does not count. */
export const minifiedLength = (document: PolicyDocument): number => JSON.stringify(document).replace(/\s/g, '').length

const lengthOf = (statements: readonly Statement[], version: string | undefined) =>
  minifiedLength({ ...(version ? { Version: version } : {}), Statement: statements })

/** Halves the list of actions until each part fits by itself. */
function divide(statement: Statement, fits: (statement: Statement) => boolean): readonly Statement[] {
  const actions = manyOf(statement.Action)
  if (fits(statement) || actions.length < 2) return [statement]
  const middle = Math.ceil(actions.length / 2)
  const parts = [actions.slice(0, middle), actions.slice(middle)]
  return parts.flatMap((Action, index) =>
    divide({ ...statement, ...(statement.Sid ? { Sid: `${statement.Sid}${index + 1}` } : {}), Action }, fits),
  )
}

/**
 * Divides a policy into as many documents as its length needs, in order, none longer than `limit`.
 * Together they say the same. A statement is only cut between its actions.
 */
export function splitPolicy(document: PolicyDocument, limit = managedPolicyLimit): readonly PolicyDocument[] {
  const fits = (statements: readonly Statement[]) => lengthOf(statements, document.Version) <= limit
  const groups: Statement[][] = []
  for (const statement of statementsOf(document).flatMap((whole) => divide(whole, (part) => fits([part])))) {
    const last = groups.at(-1)
    if (last && fits([...last, statement])) last.push(statement)
    else groups.push([statement])
  }
  return groups.map((Statement) => ({ ...(document.Version ? { Version: document.Version } : {}), Statement }))
}

/**
 * What the parts of a divided policy are called: the first as the whole, so that a policy which outgrows one
 * document stays attached under its name.
 */
export const partName = (name: string, index: number): string => (index === 0 ? name : `${name}-${index + 1}`)
