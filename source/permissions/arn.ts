import { type Glob, globMatches, one, star } from './glob.ts'
import type { Truth } from './truth.ts'

const endsSegment = (glob: Glob, index: number) => {
  const next = glob[index + 1]
  return next === undefined || next === ':' || next === star
}

/** Fits without a `*` inside a segment, or a `?`, reaching over a colon. */
function fitsWithinSegments(glob: Glob, text: string): boolean {
  const skipStars = (parts: Set<number>) => {
    for (const part of parts) if (glob[part] === star) parts.add(part + 1)
    return parts
  }
  let parts = skipStars(new Set([0]))
  for (const character of text) {
    const next = new Set<number>()
    for (const part of parts) {
      const expected = glob[part]
      if (expected === star) {
        if (character !== ':' || endsSegment(glob, part)) next.add(part)
      } else if (expected === character || (expected === one && character !== ':')) {
        next.add(part + 1)
      }
    }
    if (next.size === 0) return false
    parts = skipStars(next)
  }
  return parts.has(glob.length)
}

type Part = Glob[number]

/** Cut at colons, into at most `limit` segments. */
function segmentsOf(parts: Glob, limit = Number.POSITIVE_INFINITY): readonly Glob[] {
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
  const patterns = segmentsOf(glob)
  return patterns.length === segments.length && patterns.every((part, at) => globMatches(part, segments[at] ?? ''))
}

/**
 * Whether a Resource pattern covers an ARN. AWS says that a `*` at the end of a segment can reach
 * over colons and is silent on others (IAM user guide, "JSON policy elements: Resource", wildcards),
 * so a match that needs such a reach is unknown.
 */
export function resourceMatches(glob: Glob, resource: string): Truth {
  if (!globMatches(glob, resource)) return 'no'
  const isPlain = glob.every((part, index) => typeof part === 'string' || (part === star && endsSegment(glob, index)))
  const isCertain = isPlain || fitsSegmentBySegment(glob, resource) || fitsWithinSegments(glob, resource)
  return isCertain ? 'yes' : 'unknown'
}

/**
 * ArnEquals and ArnLike, which are the same: each of the six parts is compared by itself
 * (IAM user guide, "Condition operators", ARN).
 */
export function arnLike(pattern: Glob, arn: string): boolean {
  const expected = segmentsOf(pattern, 6)
  const actual = segmentsOf([...arn], 6).map((segment) => segment.join(''))
  if (expected.length !== 6 || actual.length !== 6) return false
  return expected.every((segment, index) => globMatches(segment, actual[index] ?? ''))
}
