import { isKnown, kindOf } from './known-files.ts'
import type { PersonalData, PersonalFile } from './personal-data.ts'
import { countSpots } from './public-lint/lint-files.ts'

/**
 * English text has about 4 characters a token: the figure providers publish for estimates
 * (https://firebase.google.com/docs/vertex-ai/count-tokens). Bedrock's CountTokens is exact, per model.
 */
const charactersPerToken = 4

/** A size as people read it: 812 bytes, 14.2 KB, 3.1 MB (1 KB = 1024 bytes). */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const kibibytes = bytes / 1024
  return kibibytes < 1024 ? `${kibibytes.toFixed(1)} KB` : `${(kibibytes / 1024).toFixed(1)} MB`
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
/** Names come from folders and archives of others: nothing in them may steer a terminal. */
const printable = (path: string) => path.replace(/\p{C}/gu, '?')

/** What the backend hands to the model at most, in its own careful estimate (`max_data_tokens` of its config.py). */
export const modelReadsTokens = 20_000
/** As the backend reckons (`backend/app/core/tokens.py`). */
const bytesPerToken = 3

/** A PDF counts by the text that stands beside it. */
function charactersOf({ files }: PersonalData): number {
  const texts = files.filter(({ path }) => kindOf(path) !== 'pdf')
  return texts.reduce((sum, { bytes }) => sum + Buffer.from(bytes).toString('utf8').length, 0)
}

const tokensOf = (data: PersonalData) => Math.ceil(charactersOf(data) / charactersPerToken).toLocaleString('en-US')

function listNames(paths: readonly string[]): string {
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ''
  return paths.slice(0, 5).map(printable).join(', ') + more
}

/** Texts are left out only where a person chose to leave all unknown files. */
export const whyLeftOut = (paths: readonly string[]) =>
  paths.some((path) => kindOf(path) !== undefined) ? 'their names are not known' : 'they are no text'

function describeGroup(title: string, files: readonly PersonalFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  return `${title}: ${count(files.length, 'file')}, ${formatBytes(bytes)}`
}

/** The same in one line, for the trail. */
export function summarizeData(data: PersonalData): string {
  const bytes = data.files.reduce((sum, file) => sum + file.bytes.length, 0)
  return `${count(data.files.length, 'file')}, ${formatBytes(bytes)} · about ${tokensOf(data)} tokens · version ${data.version.slice(0, 8)}`
}

/** Whether it is more than fits a question at once; prompts come on top of what the model reads of the person. */
function isChosenFrom({ files }: PersonalData): boolean {
  const facts = files.filter(
    ({ path }) => kindOf(path) !== 'pdf' && !/^prompts\/(?:system_prompt|critical_rules)\.txt$/.test(path),
  )
  return facts.reduce((sum, { bytes }) => sum + bytes.length, 0) > modelReadsTokens * bytesPerToken
}

/** How often something looks private, for the trail; undefined when nothing does. */
export const summarizeSpots = ({ privateSpots = [] }: PersonalData) =>
  privateSpots.length > 0 ? `looks private: ${countSpots(privateSpots)}` : undefined

/** What the twin will be told, in a few lines: files, sizes, a guess at the tokens, what stays out, what looks private. */
export function describeData(data: PersonalData): string[] {
  const inFolder = (folder: string) => data.files.filter(({ path }) => path.startsWith(folder))
  const lines = [
    describeGroup('Personal data', inFolder('personal_data/')),
    describeGroup('Prompts', inFolder('prompts/')),
    `About ${tokensOf(data)} tokens of text (estimated at ${charactersPerToken} characters a token)`,
    `Version ${data.version}`,
  ]
  if (isChosenFrom(data)) {
    const most = formatBytes(modelReadsTokens * bytesPerToken)
    lines.push(`The model reads ${most} of it at once: for each question the passages that fit it best`)
  }
  const others = data.files.map(({ path }) => path).filter((path) => !isKnown(path))
  if (others.length > 0) lines.push(`The twin also reads: ${listNames(others)}`)
  const leftOut = data.leftOut ?? []
  if (leftOut.length > 0) lines.push(`Not uploaded, because ${whyLeftOut(leftOut)}: ${listNames(leftOut)}`)
  lines.push(...(data.notes ?? []))
  if (data.privateSpots) lines.push(`Looks private, and a visitor may ask for it: ${countSpots(data.privateSpots)}`)
  return lines
}
