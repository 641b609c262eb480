type Key = string | number

interface Level {
  /** Of an object; undefined for a list. */
  readonly names: Set<string> | undefined
  key: Key
}

export interface JsonPlaces {
  /** Where a name stands that its object has already. */
  readonly duplicate: number | undefined
  /** Where the value at a path begins, or undefined when there is none. */
  offsetOf(path: readonly PropertyKey[]): number | undefined
}

const token = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g
const idOf = (path: readonly PropertyKey[]) => JSON.stringify(path.map(String))
const deepest = 8

/** Reads a text that is JSON once more, for the places of its values: `JSON.parse` forgets them. */
export function placesInJson(text: string): JsonPlaces {
  const places = new Map<string, number>()
  const open: Level[] = []
  let duplicate: number | undefined
  let isName = false
  for (const { 0: word, index } of text.matchAll(token)) {
    const level = open.at(-1)
    if (word === '}' || word === ']') {
      open.pop()
      isName = false
    } else if (word === ',') {
      if (typeof level?.key === 'number') level.key += 1
      isName = level?.names !== undefined
    } else if (word === ':') isName = false
    else if (isName && level?.names) {
      const name = JSON.parse(word) as string
      if (level.names.has(name)) duplicate ??= index
      level.names.add(name)
      level.key = name
    } else {
      // A schema looks a few levels deep; keeping no more bounds what a deep document costs.
      if (open.length <= deepest) places.set(idOf(open.map(({ key }) => key)), index)
      if (word === '{') open.push({ names: new Set(), key: '' })
      if (word === '[') open.push({ names: undefined, key: 0 })
      isName = word === '{'
    }
  }
  return { duplicate, offsetOf: (path) => places.get(idOf(path)) }
}
