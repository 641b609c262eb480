import { patterns } from './patterns.ts'
import { hashOf, mask, type PrivateSpot } from './private-spot.ts'

/** Longer lines are looked at in pieces that overlap, so that no pattern works on more. */
const piece = 4000
const overlap = 300
const mostSpots = 500

/** `twin: public` anywhere in a line, as in a comment of YAML or Markdown, says: this line is meant to be public. */
const marker = /\btwin: ?public\b/i

/**
 * Points at what looks private in one text, in the order of its lines. Keeps to what it is sure of: a linter that cries
 * at years and versions is soon not read any more.
 * @param accepted hashes of values that a person called public.
 */
export function lintText(path: string, text: string, accepted: ReadonlySet<string> = new Set()): PrivateSpot[] {
  const spots: PrivateSpot[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length < 6 || marker.test(line)) continue
    for (const spot of spotsIn(line)) {
      if (!accepted.has(spot.hash)) spots.push({ path, line: index + 1, ...spot })
      if (spots.length >= mostSpots) return spots
    }
  }
  return spots
}

type Spot = Omit<PrivateSpot, 'path' | 'line'>

/** Each place of a line once, under the first kind that fits it. */
function spotsIn(line: string): Spot[] {
  const taken: { from: number; to: number; spot: Spot }[] = []
  for (let start = 0; start === 0 || start + overlap < line.length; start += piece - overlap) {
    const part = line.slice(start, start + piece)
    for (const { kind, finds, accepts } of patterns) {
      for (const match of part.matchAll(finds)) {
        const value = (match[1] ?? match[0]).trim()
        const from = match.index + match[0].indexOf(value)
        const to = from + value.length
        if (accepts && !accepts(value, part.slice(Math.max(0, from - 120), from), part.slice(to, to + 40))) continue
        if (taken.some((other) => start + from < other.to && start + to > other.from)) continue
        taken.push({
          from: start + from,
          to: start + to,
          spot: { kind, masked: mask(value, kind), hash: hashOf(kind, value) },
        })
      }
    }
  }
  return taken.sort((a, b) => a.from - b.from).map(({ spot }) => spot)
}
