import { resourceMatches, resourcePattern } from './arn.ts'
import { type CompiledCondition, compileConditions, conditionsHold, type Scope } from './conditions.ts'
import { manyOf, type Statement } from './policy.ts'
import { shownText } from './shown-text.ts'
import { not, some, type Truth } from './truth.ts'
import { expandText, type PolicyText, policyText } from './variables.ts'

interface CompiledResource extends PolicyText {
  /** What comes before the first variable or wildcard. */
  readonly start: string
  /** Once for all requests, where no variable stands in it. */
  readonly pattern: ReturnType<typeof resourcePattern> | undefined
}

/** A statement taken apart: it is asked about many requests. */
export interface CompiledStatement {
  readonly isNotResource: boolean
  readonly resources: readonly CompiledResource[]
  readonly conditions: readonly CompiledCondition[]
  /** It has a Condition, and in it is nothing, or an operator without a key. */
  readonly isConditionEmpty: boolean
}

function takeApart(text: string, hasVariables: boolean): CompiledResource {
  const compiled = policyText(text, hasVariables)
  if (compiled.glob !== undefined) {
    return { ...compiled, start: compiled.glob.start, pattern: resourcePattern(compiled.glob) }
  }
  return { ...compiled, start: text.slice(0, text.search(/[*?]|\$\{/)), pattern: undefined }
}

/** What most statements have. */
const anything = takeApart('*', false)

const compileResource = (text: string, hasVariables: boolean) =>
  text === '*' ? anything : takeApart(text, hasVariables)

/** @param hasVariables from policy version 2012-10-17 on. */
export function compileStatement(statement: Statement, hasVariables: boolean): CompiledStatement {
  const { Resource, NotResource, Condition = { none: { none: '' } } } = statement
  const keys = Object.values(Condition)
  return {
    isNotResource: Resource === undefined,
    resources: manyOf(Resource ?? NotResource).map((text) => compileResource(text, hasVariables)),
    conditions: compileConditions(statement.Condition ?? {}, hasVariables),
    isConditionEmpty: keys.length === 0 || keys.some((block) => Object.keys(block).length === 0),
  }
}

function resourceFits(resource: CompiledResource, scope: Scope): Truth {
  const { text, start, isEarly } = resource
  const asked = scope.request.resource
  if (!asked.startsWith(start)) return 'no'
  const expansion = expandText(resource, scope.request)
  if (expansion.state === 'absent') return 'no'
  if (expansion.state === 'unknown') {
    const { widest } = expansion
    if (widest !== undefined && resourceMatches(resourcePattern(widest), asked) === 'no') return 'no'
    scope.doubt(shownText(expansion.reason))
    return 'unknown'
  }
  const truth = resourceMatches(resource.pattern ?? resourcePattern(expansion.glob), asked)
  if (truth === 'no' || (truth === 'yes' && !isEarly)) return truth
  scope.doubt(`AWS does not say whether ${shownText(text)} covers ${shownText(asked)}`)
  return 'unknown'
}

function resourcesFit({ isNotResource, resources }: CompiledStatement, scope: Scope): Truth {
  const fits = some(resources, (resource) => resourceFits(resource, scope))
  if (!isNotResource) return fits
  if (resources.length > 0) return not(fits)
  scope.doubt('its NotResource is empty')
  return 'unknown'
}

/** Access Analyzer's checks say of an empty block both that it and that its whole statement has no effect. */
function blockHolds({ conditions, isConditionEmpty }: CompiledStatement, scope: Scope): Truth {
  const holds = conditionsHold(conditions, scope)
  if (!isConditionEmpty || holds === 'no') return holds
  scope.doubt('its Condition is empty')
  return 'unknown'
}

/** Whether a statement that covers the action speaks of this request: its resource and all its conditions. */
export function statementApplies(statement: CompiledStatement, scope: Scope): Truth {
  const fits = resourcesFit(statement, scope)
  if (fits === 'no') return 'no'
  const holds = blockHolds(statement, scope)
  return fits === 'yes' ? holds : holds === 'no' ? 'no' : 'unknown'
}
