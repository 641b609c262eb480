type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json }

/**
 * The smallest case that still differs: takes one member after the other out of its lists and objects, as long as
 * the difference stays. What cannot be missing (`Effect`, the request's action) is put back by `differs` being false.
 */
export function shrink<T>(whole: T, differs: (smaller: T) => boolean): T {
  let smallest = whole
  for (let shrunk = true; shrunk; ) {
    shrunk = false
    for (const smaller of withoutOne(smallest as Json)) {
      if (!differs(smaller as T)) continue
      smallest = smaller as T
      shrunk = true
      break
    }
  }
  return smallest
}

function* withoutOne(value: Json): Generator<Json> {
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) {
    // A list that becomes empty would be another question than the one that was asked.
    if (value.length > 1) for (const at of value.keys()) yield value.toSpliced(at, 1)
    for (const [at, member] of value.entries()) for (const smaller of withoutOne(member)) yield value.with(at, smaller)
    return
  }
  const entries = Object.entries(value)
  // Nor may an object.
  if (entries.length > 1)
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name))
  for (const [name, member] of entries) for (const smaller of withoutOne(member)) yield { ...value, [name]: smaller }
}
