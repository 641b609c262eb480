import type { Document, YAMLError } from 'yaml'
import { isNode, isScalar, parseDocument, visit } from 'yaml'
import type { DataProblem } from '../data-problem.ts'
import { schemaFor } from './file-schemas.ts'
import { judgeValue, positionAt } from './judge-value.ts'
import { yamlWords } from './yaml-words.ts'

/** A known file far beyond what the model reads is a mistake, and would take the parser seconds; UTF-16 units. */
const longest = 512 * 1024
/** Deeper than any list of skills, and far from the end of the stack. */
const deepest = 64
const mostAliases = 50

/** A parsed document, or the one problem that ends the reading. */
type Parsed =
  | { readonly document: Document; readonly value: unknown }
  | { readonly offset: number; readonly problem: string }

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

/** Compared in a set: the parser's own comparison takes time with the square of the names. */
function duplicateIn(document: Document): number | undefined {
  let found: number | undefined
  visit(document, {
    Map: (_, map) => {
      const names = new Set<unknown>()
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : undefined
        if (name !== undefined && names.has(name)) {
          found = isNode(key) ? key.range?.[0] : 0
          return visit.BREAK
        }
        if (name !== undefined) names.add(name)
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
      logLevel: 'silent',
    })
    const [error]: YAMLError[] = [...document.errors, ...document.warnings]
    if (error) return { offset: error.pos[0], problem: yamlWords(error.code) }
    const duplicate = duplicateIn(document)
    if (duplicate !== undefined) return { offset: duplicate, problem: 'a name stands twice, and one would be lost' }
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
