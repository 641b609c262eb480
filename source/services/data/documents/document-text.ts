import { UserError } from '../../../errors.ts'
import { sha256Of } from '../personal-data.ts'
import { type PdfReading, readPdf } from './read-pdf.ts'

interface File {
  readonly path: string
  readonly bytes: Uint8Array
}

/** `personal_data/linkedin.pdf` → `personal_data/linkedin.pdf.txt`, a name that the twin reads as any other text. */
export const textPathOf = (path: string) => `${path}.txt`

const opening = 'Text of the document '
/** The first line of a text that we made; says of which document, so that an old one is known as old. */
const headline = ({ path, bytes }: File) =>
  `${opening}${path.split('/').at(-1)} (${sha256Of(bytes).slice(0, 16)}), made from it by create-digital-twin.`

const isOurs = (text: string) => text.startsWith(opening)

export interface DocumentText {
  /** Absent when what stands beside the document is right, or nothing can be read. */
  readonly text?: File
  /** Why the twin does not know what the document says: a sentence. */
  readonly note?: string
}

/**
 * The text that stands beside a PDF, since the twin itself opens none. One that a person wrote under that name is
 * kept; so is one that we made of the same document.
 * @throws {UserError} DATA_INVALID for a damaged PDF; one that has no readable text only gives a note.
 */
export async function documentText(document: File, beside: File | undefined): Promise<DocumentText> {
  const present = beside && Buffer.from(beside.bytes).toString('utf8')
  const first = headline(document)
  if (present?.trim() && (!isOurs(present) || present.startsWith(first))) return {}
  const reading = await readPdf(document.bytes)
  if ('text' in reading) {
    return { text: { path: textPathOf(document.path), bytes: Buffer.from(`${first}\n\n${reading.text}\n`, 'utf8') } }
  }
  if (reading.problem === 'broken') throw damagedPdf(document.path)
  const note = `The twin does not read ${document.path}: ${reasons[reading.problem]}; write it into ${textPathOf(document.path)}`
  return { note }
}

type Problem = Extract<PdfReading, { problem: string }>['problem']

const reasons: Record<Exclude<Problem, 'broken'>, string> = {
  encrypted: 'it is protected with a password',
  empty: 'there is no text in it, only pictures or nothing',
  'too long': 'it is longer than 300 pages or a million characters',
  'too slow': 'reading it took more than 30 seconds',
  'too much memory': 'reading it takes too much memory',
}

function damagedPdf(path: string): UserError {
  return new UserError('DATA_INVALID', `${path}: this PDF is damaged and cannot be read.`, [
    `Export it as PDF again, or remove ${path}.`,
    `Or write what it says into ${textPathOf(path)}.`,
  ])
}
