import { scanAttributes } from './tfvars-scan.ts'

/** The quoted strings of one `name = …` in the text of a `.tfvars` file, a list or a single one; none when it is not set. */
export function readTexts(text: string, name: string): readonly string[] {
  const found = scanAttributes(text).find((attribute) => attribute.name === name)
  if (!found) return []
  const value = text.slice(found.start, found.end).replace(/^\s*(#|\/\/).*$/gm, '')
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, content = '']) => content.replace(/\\(.)/g, '$1'))
}
