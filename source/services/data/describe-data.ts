import { isKnown, kindOf } from './known-files.ts'
import type { PersonalData, PersonalFile } from './personal-data.ts'

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

/** PDFs are left out: how much text is in one is not known here. */
function tokensOf({ files }: PersonalData): string {
  const texts = files.filter(({ path }) => kindOf(path) !== 'pdf')
  const characters = texts.reduce((sum, { bytes }) => sum + Buffer.from(bytes).toString('utf8').length, 0)
  return Math.ceil(characters / charactersPerToken).toLocaleString('en-US')
}

function listNames(paths: readonly string[]): string {
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ''
  return paths.slice(0, 5).map(printable).join(', ') + more
}

function describeGroup(title: string, files: readonly PersonalFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  return `${title}: ${count(files.length, 'file')}, ${formatBytes(bytes)}`
}

/** The same in one line, for the trail. */
export function summarizeData(data: PersonalData): string {
  const bytes = data.files.reduce((sum, file) => sum + file.bytes.length, 0)
  return `${count(data.files.length, 'file')}, ${formatBytes(bytes)} · about ${tokensOf(data)} tokens · version ${data.version.slice(0, 8)}`
}

/** What the twin will be told, in a few lines: files, sizes, and a guess at the tokens. */
export function describeData(data: PersonalData): string[] {
  const inFolder = (folder: string) => data.files.filter(({ path }) => path.startsWith(folder))
  const tokens = tokensOf(data)
  const pdfs = data.files.filter(({ path }) => kindOf(path) === 'pdf').length
  const lines = [
    describeGroup('Personal data', inFolder('personal_data/')),
    describeGroup('Prompts', inFolder('prompts/')),
    `About ${tokens} tokens of text (estimated at ${charactersPerToken} characters a token${pdfs > 0 ? '; PDF not counted' : ''})`,
    `Version ${data.version}`,
  ]
  const others = data.files.map(({ path }) => path).filter((path) => !isKnown(path))
  if (others.length > 0) lines.push(`The twin also reads: ${listNames(others)}`)
  const leftOut = data.leftOut ?? []
  if (leftOut.length > 0) lines.push(`Not uploaded, because they are no text: ${listNames(leftOut)}`)
  return lines
}
