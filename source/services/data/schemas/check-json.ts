import type { DataProblem } from '../data-problem.ts'
import { findJsonProblem } from '../find-json-problem.ts'
import { schemaFor } from './file-schemas.ts'
import { judgeValue, positionAt } from './judge-value.ts'
import { placesInJson } from './locate-in-json.ts'

/** Syntax of every JSON file, and of a known one its shape; no name may stand twice in an object of those. */
export function checkJson(path: string, text: string): readonly DataProblem[] {
  const problem = findJsonProblem(text)
  if (problem) {
    const { line, column } = positionAt(text, problem.offset)
    const message = `this is not JSON: expected ${problem.expected} at column ${column}.`
    return [
      { path, line, message, mend: `Correct ${path} there: every name and text in double quotes, commas between.` },
    ]
  }
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) {
    const mend = 'Put the value into an object: {"name": …}.'
    return [{ path, line: 1, message: 'an object {…} or a list […] is expected.', mend }]
  }
  const schema = schemaFor(path)
  if (!schema) return []
  const { duplicate, offsetOf } = placesInJson(text)
  if (duplicate !== undefined) {
    const message = 'a name stands twice in the same object; one of its values would be lost.'
    return [{ path, ...positionAt(text, duplicate), message, mend: `Keep one of the two in ${path}.` }]
  }
  return judgeValue({ path, text, value, schema, offsetOf })
}
