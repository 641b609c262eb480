import { scanAttributes } from './tfvars-scan.ts'

/**
 * The texts, numbers and booleans that `.tfvars` texts set, by name; of several texts the later one wins, as
 * for Terraform. Lists, objects, heredocs and templates are left out, and what Terraform would refuse to read.
 */
export function readTfvars(...texts: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [name, source] of sourcesIn(texts)) {
    const value = plainValue(source)
    if (value !== undefined) values.set(name, value)
  }
  return values
}

/** The quoted strings of one `name = …`, a list or a single one; none when it is not set. Of several the last counts. */
export function readTexts(name: string, ...texts: readonly string[]): readonly string[] {
  const source =
    sourcesIn(texts)
      .get(name)
      ?.replace(/^\s*(#|\/\/).*$/gm, '') ?? ''
  return [...source.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, content = '']) => unescaped(content))
}

/** What stands behind the last `name =` of each name. */
const sourcesIn = (texts: readonly string[]): ReadonlyMap<string, string> =>
  new Map(texts.flatMap((text) => scanAttributes(text).map(({ name, start, end }) => [name, text.slice(start, end)])))

const unescaped = (content: string) => content.replace(/\\(.)/g, '$1')

function plainValue(source: string): string | undefined {
  if (/^(true|false|-?\d[\d.eE+-]*)$/.test(source)) return source
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(source)?.[1]
  return quoted === undefined || /[$%]\{/.test(quoted) ? undefined : unescaped(quoted)
}
