import type { AuthorizationRequest } from '../../../source/permissions/policy.ts'
import { makeTemplate, type Template } from './template.ts'
import { type Answer, anyOne } from './three.ts'
import { blank, colon, fits, many, type Place, placesOf, type Reach } from './wildcard.ts'

/**
 * Wildcards stand for characters of one segment, and "if the * wildcard is the last character of a resource
 * ARN segment, it can expand to match beyond the colon boundaries" (reference_policies_elements_resource).
 */
function withinSegments(pattern: readonly Place[]): Reach {
  const endsSegment = (at: number) => at + 1 === pattern.length || pattern[at + 1] === colon
  return (at, character) => character !== colon || (pattern[at] === many && endsSegment(at))
}

/** The other way to read that page: wildcards know no segments. Where the two part, the documentation is open. */
const anywhere: Reach = () => true

export type SegmentRule = 'within segments' | 'anywhere'

/** One text of `Resource` or `NotResource`. Letter case counts (the same page, on the name of a user). */
export function makeResourceTest(text: string, version: string | undefined) {
  const template: Template = makeTemplate(text, version, placesOf)
  return (request: AuthorizationRequest, rule: SegmentRule = 'within segments'): Answer => {
    const pattern = template(request)
    // "the resource that includes a policy variable with no value will not match any resource"
    if (pattern === 'void') return 'no'
    const reach = rule === 'anywhere' ? anywhere : withinSegments(pattern)
    if (!fits(pattern, request.resource, reach)) return 'no'
    return pattern.includes(blank) ? 'maybe' : 'yes'
  }
}

export function makeResourceListTest(texts: readonly string[], version: string | undefined) {
  const tests = texts.map((text) => makeResourceTest(text, version))
  return (request: AuthorizationRequest): Answer => anyOne(tests.map((test) => test(request)))
}
