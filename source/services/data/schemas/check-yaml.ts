import type { Document, YAMLError } from 'yaml'
import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from 'yaml'
import type { DataProblem } from '../data-problem.ts'
import { schemaFor } from './file-schemas.ts'
import { judgeValue, positionAt } from './judge-value.ts'
import { yamlWords } from './yaml-words.ts'

/** A known file far beyond what the model reads is a mistake, and would take the parser seconds; UTF-16 units. */
const longest = 512 * 1024
/** Deeper than any list of skills, and far from the end of the stack. */
const deepest = 64
const mostAliases = 50

interface Flaw {
  /** In UTF-16 units. */
  readonly offset: number
  readonly problem: string
}

/** A parsed document, or the one problem that ends the reading. */
type Parsed = { readonly document: Document; readonly value: unknown } | Flaw

/** Brackets and indentation bound how deep the parser calls itself. */
function depthProblem(text: string): Parsed | undefined {
  let open = 0
  for (const { 0: sign, index } of text.matchAll(/[[\]{}]|^ {200,}|^(?:[-?:] *){64,}|(?:[-?] ){64,}/gm)) {
    open += sign === '[' || sign === '{' ? 1 : sign === ']' || sign === '}' ? -1 : deepest
    if (open >= deepest) return { offset: index, problem: `it is nested more than ${deepest} levels deep` }
    if (open < 0) open = 0
  }
  return undefined
}

/** Names are compared in a set: the parser's own comparison takes time with the square of their number. */
function flawIn(document: Document): Flaw | undefined {
  let found: Flaw | undefined
  const stop = (node: unknown, problem: string) => {
    found = { offset: isNode(node) ? (node.range?.[0] ?? 0) : 0, problem }
    return visit.BREAK
  }
  const anchors = new Set<string>()
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) return anchors.has(node.source) ? undefined : stop(node, yamlWords('BAD_ALIAS'))
      if (node.anchor) anchors.add(node.anchor)
      if (!isMap(node)) return undefined
      const names = new Set<string>()
      for (const { key } of node.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (names.has(name)) return stop(key, 'a name stands twice, and one would be lost')
        names.add(name)
      }
      return undefined
    },
  })
  return found
}

function parse(text: string): Parsed {
  if (text.length > longest) return { offset: 0, problem: `it is longer than ${longest / 1024} KB` }
  const deep = depthProblem(text)
  if (deep) return deep
  try {
    const document = parseDocument(text, {
      version: '1.2',
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      logLevel: 'error',
    })
    const [error]: YAMLError[] = [...document.errors, ...document.warnings]
    if (error) return { offset: error.pos[0], problem: yamlWords(error.code) }
    const flaw = flawIn(document)
    if (flaw) return flaw
    return { document, value: document.toJS({ maxAliasCount: mostAliases }) }
  } catch (error) {
    if (error instanceof ReferenceError) return { offset: 0, problem: 'its aliases (*) repeat too much' }
    if (error instanceof RangeError) return { offset: 0, problem: 'it is nested too deep' }
    return { offset: 0, problem: 'it cannot be understood' }
  }
}

/** YAML 1.2 without tags of one's own, and its shape; a file with comments only says nothing, which is allowed. */
export function checkYaml(path: string, text: string): readonly DataProblem[] {
  const schema = schemaFor(path)
  if (!schema) return []
  const parsed = parse(text)
  if ('problem' in parsed) {
    const message = `this is not YAML that can be read: ${parsed.problem}.`
    return [{ path, ...positionAt(text, parsed.offset), message, mend: `Correct ${path} there.` }]
  }
  const { document, value } = parsed
  if (value === null || value === undefined) return []
  const offsetOf = (place: readonly PropertyKey[]) => {
    const node = place.length === 0 ? document.contents : document.getIn(place.map(keyOf), true)
    return isNode(node) ? node.range?.[0] : undefined
  }
  return judgeValue({ path, text, value, schema, offsetOf })
}

const keyOf = (key: PropertyKey) => (typeof key === 'symbol' ? key.description : key)
