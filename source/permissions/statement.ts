import { resourceMatches } from './arn.ts'
import { conditionsHold, type Scope } from './conditions.ts'
import { fixedStart, type Glob, globMatches, lowerGlob, parseGlob } from './glob.ts'
import { manyOf, type OneOrMany, type Statement } from './policy.ts'
import { every, not, some, type Truth } from './truth.ts'
import { expandVariables, hasVariables } from './variables.ts'

interface Pattern {
  readonly text: string
  readonly start: string
  readonly glob: Glob
}

interface Compiled {
  readonly actions: readonly Pattern[]
  readonly resources: readonly Pattern[]
}

/** A statement is asked about many actions: its patterns are taken apart once. */
const compiledStatements = new WeakMap<Statement, Compiled>()

const patternsOf = (texts: OneOrMany<string> | undefined, prepare = (glob: Glob) => glob): readonly Pattern[] =>
  manyOf(texts).map((text) => {
    const glob = prepare(parseGlob(text))
    return { text, glob, start: fixedStart(glob) }
  })

function compile(statement: Statement): Compiled {
  const known = compiledStatements.get(statement)
  if (known !== undefined) return known
  const compiled = {
    actions: patternsOf(statement.Action ?? statement.NotAction, lowerGlob),
    resources: patternsOf(statement.Resource ?? statement.NotResource),
  }
  compiledStatements.set(statement, compiled)
  return compiled
}

/** Whether a statement speaks of an action, which is given in lower case. Rules out most statements. */
export function coversAction(statement: Statement, action: string): boolean {
  const { actions } = compile(statement)
  const fits = actions.some(({ start, glob }) => action.startsWith(start) && globMatches(glob, action))
  return statement.Action === undefined ? !fits : fits
}

function resourceFits(statement: Statement, scope: Scope): Truth {
  const { resource } = scope.request
  const fits = some(compile(statement).resources, ({ text, start, glob }) => {
    const expansion =
      scope.hasVariables && hasVariables(text)
        ? expandVariables(text, scope.request)
        : { state: 'value' as const, glob }
    if (expansion.state === 'absent') return 'no'
    if (expansion.state === 'unknown') {
      scope.doubt(`the value of ${expansion.key} is not known`)
      return 'unknown'
    }
    if (expansion.glob === glob && !resource.startsWith(start)) return 'no'
    const truth = resourceMatches(expansion.glob, resource)
    if (truth === 'unknown') scope.doubt(`AWS does not say whether ${text} reaches over the colons of ${resource}`)
    return truth
  })
  return statement.Resource === undefined ? not(fits) : fits
}

/** Whether a statement that covers the action speaks of this request: its resource and all its conditions. */
export function statementApplies(statement: Statement, scope: Scope): Truth {
  const tests = [() => resourceFits(statement, scope), () => conditionsHold(statement.Condition ?? {}, scope)]
  return every(tests, (test) => test())
}
