/** What a value is, in words that fit JSON and YAML alike. */
export type ValueKind = 'a list' | 'names with values' | 'a text' | 'a number' | 'true or false' | 'nothing'

export function kindIn(value: unknown): ValueKind {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'names with values'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'boolean' ? 'true or false' : 'a number'
}

/** The same for a message: an empty text, list or object is worth saying. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string' && value.trim() === '') return 'an empty text'
  if (Array.isArray(value) && value.length === 0) return 'an empty list'
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return 'nothing in it'
  return kindIn(value)
}
