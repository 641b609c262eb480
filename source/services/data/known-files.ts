export type FileKind = 'text' | 'json' | 'yaml' | 'pdf'

const kinds: ReadonlyMap<string, FileKind> = new Map([
  ['txt', 'text'],
  ['md', 'text'],
  ['json', 'json'],
  ['yml', 'yaml'],
  ['yaml', 'yaml'],
])

/** The names that the twin treats specially; fixed, because people's existing private repositories use them. */
const knownFiles: ReadonlySet<string> = new Set([
  'personal_data/summary.txt',
  'personal_data/facts.json',
  'personal_data/style.txt',
  'personal_data/me.txt',
  'personal_data/skills.yml',
  'personal_data/education.yml',
  'personal_data/experience.yml',
  'personal_data/qna.yml',
  'personal_data/sources.json',
  'personal_data/linkedin.pdf',
  // What the PDF says, made when the data is checked, or written by hand where that is not possible.
  'personal_data/linkedin.pdf.txt',
  'personal_data/resume.md',
  'prompts/system_prompt.txt',
  'prompts/critical_rules.txt',
  'prompts/proficiency_levels.json',
])

/** Without any of these the twin would not know whom it speaks for. */
export const identityFiles = ['personal_data/summary.txt', 'personal_data/me.txt', 'personal_data/facts.json'] as const
export const requiredPrompt = 'prompts/system_prompt.txt'

export const isKnown = (path: string) => knownFiles.has(path)

/**
 * How a file is checked; undefined for one that does not go up. The twin reads every text it is given, under
 * whatever name; other formats only under a known one.
 */
export function kindOf(path: string): FileKind | undefined {
  if (!/^(personal_data|prompts)\/./.test(path)) return undefined
  if (path === 'personal_data/linkedin.pdf') return 'pdf'
  return kinds.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '')
}
