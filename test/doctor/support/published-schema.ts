import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'

/** What of a document a schema does not allow, as `place problem`; empty when it fits. */
export function problemsBy(schema: object): (document: unknown) => readonly string[] {
  const fits = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema)
  return (document) => {
    fits(document)
    return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

export function expectFitting(schema: object, document: unknown): void {
  expect(problemsBy(schema)(document)).toEqual([])
}
