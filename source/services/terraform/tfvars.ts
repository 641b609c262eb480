import { quoteHcl } from './hcl-string.ts'
import { scanAttributes } from './tfvars-scan.ts'

export type TfvarsValue = string | number | boolean | readonly string[]

function render(value: TfvarsValue): string {
  if (typeof value === 'string') return quoteHcl(value)
  if (typeof value !== 'object') return String(value)
  if (value.length <= 1) return `[${value.map(quoteHcl).join('')}]`
  return `[\n${value.map((item) => `  ${quoteHcl(item)},\n`).join('')}]`
}

/**
 * Sets keys in the text of a `.tfvars` file and leaves everything else as it is: comments, order,
 * other keys, line ends. Keys that are not there yet are added at the end.
 */
export function setTfvars(text: string, values: Readonly<Record<string, TfvarsValue>>): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const found = scanAttributes(text).filter(({ name }) => Object.hasOwn(values, name))
  let result = text
  for (const { name, start, end } of found.toReversed()) {
    const rendered = render(values[name] as TfvarsValue).replaceAll('\n', newline)
    result = result.slice(0, start) + rendered + result.slice(end)
  }
  const present = new Set(found.map(({ name }) => name))
  const added = Object.entries(values).filter(([name]) => !present.has(name))
  if (added.length === 0) return result
  const gap = result === '' || result.endsWith('\n') ? '' : newline
  return result + gap + added.map(([name, value]) => `${name} = ${render(value)}\n`.replaceAll('\n', newline)).join('')
}
