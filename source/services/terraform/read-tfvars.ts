import { scanAttributes } from './tfvars-scan.ts'

/**
 * The texts, numbers and booleans that `.tfvars` texts set, by name; of several texts the later one wins, as
 * for Terraform. Lists, objects and heredocs are left out, and what Terraform would refuse to read.
 */
export function readTfvars(...texts: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const text of texts) {
    for (const { name, start, end } of scanAttributes(text)) {
      const value = plainValue(text.slice(start, end))
      if (value === undefined) values.delete(name)
      else values.set(name, value)
    }
  }
  return values
}

function plainValue(text: string): string | undefined {
  if (/^(true|false|-?\d[\d.eE+-]*)$/.test(text)) return text
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1]
  return quoted?.replace(/\\(.)/g, '$1')
}
