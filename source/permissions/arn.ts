import { charactersOf, type Glob, globMatches, globOf, one, type Part, star } from './glob.ts'
import type { Truth } from './truth.ts'

const endsSegment = (pattern: readonly Part[], index: number) => {
  const next = pattern[index + 1]
  return next === undefined || next === ':'
}

/** Fits without a `*` inside a segment, or a `?`, reaching over a colon. */
function fitsWithinSegments(pattern: readonly Part[], text: string): boolean {
  const skipStars = (parts: Set<number>) => {
    for (const part of parts) if (pattern[part] === star) parts.add(part + 1)
    return parts
  }
  let parts = skipStars(new Set([0]))
  for (const character of Array.from(charactersOf(text))) {
    const next = new Set<number>()
    for (const part of parts) {
      const expected = pattern[part]
      if (expected === star) {
        if (character !== ':' || endsSegment(pattern, part)) next.add(part)
      } else if (expected === character || (expected === one && character !== ':')) {
        next.add(part + 1)
      }
    }
    if (next.size === 0) return false
    parts = skipStars(next)
  }
  return parts.has(pattern.length)
}

/** Cut at colons, into at most `limit` segments. */
function segmentsOf(parts: readonly Part[], limit = Number.POSITIVE_INFINITY): readonly (readonly Part[])[] {
  const segments: Part[][] = [[]]
  for (const part of parts) {
    if (part === ':' && segments.length < limit) segments.push([])
    else segments.at(-1)?.push(part)
  }
  return segments
}

/** The common case, much cheaper: as many colons on both sides, and segment fits segment. */
function fitsSegmentBySegment(glob: Glob, text: string): boolean {
  const segments = text.split(':')
  const patterns = segmentsOf(glob.parts)
  return (
    patterns.length === segments.length &&
    patterns.every((pattern, at) => globMatches(globOf(pattern), segments[at] ?? ''))
  )
}

function fitsForCertain(glob: Glob, text: string): boolean {
  if (!globMatches(glob, text)) return false
  const { parts, shape } = glob
  if (shape !== 'other') return true
  const isPlain = parts.every((part, index) => typeof part === 'string' || (part === star && endsSegment(parts, index)))
  return isPlain || fitsSegmentBySegment(glob, text) || fitsWithinSegments(parts, text)
}

const fieldsOfArn = 6

/** A pattern for ARNs as a Resource element gives it. */
export interface ResourcePattern {
  readonly glob: Glob
  /** With the fields that were left out. */
  readonly whole: Glob
  /** What AWS documents: `arn:` in front, and no wildcard in the service. */
  readonly isRegular: boolean
}

const isWild = (part: Part) => typeof part !== 'string'

export function resourcePattern(glob: Glob): ResourcePattern {
  const isEverything = glob.shape === 'start' && glob.start === ''
  // The usual case: no wildcard before the last field.
  const isPlain = glob.start.startsWith('arn:') && glob.start.split(':').length >= fieldsOfArn
  if (isEverything || isPlain) return { glob, whole: glob, isRegular: true }
  const { parts } = glob
  const missing = fieldsOfArn - segmentsOf(parts, fieldsOfArn).length
  const rest = Array.from({ length: missing }, (): readonly Part[] => [':', star]).flat()
  const whole = missing === 0 ? glob : globOf([...parts, ...rest])
  const [, , service = []] = segmentsOf(whole.parts, fieldsOfArn)
  return { glob, whole, isRegular: whole.start.startsWith('arn:') && !service.some(isWild) }
}

/**
 * Whether a Resource pattern covers an ARN. Sources: IAM user guide, "JSON policy elements: Resource"
 * (wildcards) and "IAM identifiers" (ARNs).
 *
 * - A `*` at the end of a segment can reach over colons; of others AWS is silent, so a match that
 *   needs such a reach is unknown.
 * - Fields that are left out count as `*`. A pattern that fits only when they do not is unknown.
 * - The service may hold no wildcard, though Access Analyzer's checks speak of policies that have one:
 *   a match by such a pattern is unknown. Of the partition the same is said, but AWS's own managed
 *   policies write `arn:*:…` (AWS managed policy reference), so there it is a wildcard like others.
 */
export function resourceMatches({ glob, whole, isRegular }: ResourcePattern, resource: string): Truth {
  if (fitsForCertain(whole, resource)) return isRegular ? 'yes' : 'unknown'
  return globMatches(glob, resource) || (whole !== glob && globMatches(whole, resource)) ? 'unknown' : 'no'
}

/**
 * ArnEquals and ArnLike, which are the same: each of the six parts is compared by itself
 * (IAM user guide, "Condition operators", ARN). Undefined when one of them is no ARN of six parts.
 */
export function arnLike(pattern: Glob, arn: string): boolean | undefined {
  const expected = segmentsOf(pattern.parts, fieldsOfArn)
  const actual = segmentsOf([...arn], fieldsOfArn).map((segment) => segment.join(''))
  if (expected.length !== fieldsOfArn || actual.length !== fieldsOfArn) return undefined
  return expected.every((segment, index) => globMatches(globOf(segment), actual[index] ?? ''))
}
