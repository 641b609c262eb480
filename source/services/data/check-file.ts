import { isUtf8 } from 'node:buffer'
import type { DataProblem } from './data-problem.ts'
import type { FileKind } from './known-files.ts'
import { checkJson } from './schemas/check-json.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const newline = 0x0a

/** A text file holds tab, line feed, form feed and carriage return, and no other control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const controlCharacter = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** A line feed byte is never part of another character in UTF-8, so lines can be judged one by one. */
function lineThatIsNotUtf8(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(newline, start)
    const end = found === -1 ? bytes.length : found
    if (!isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
  return line
}

/** Some Windows editors put a byte order mark first; JSON readers refuse it, so it does not go on. */
function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

/** Whether bytes are what a file of this kind starts from: text, or a PDF. Says nothing about syntax. */
export function looksLike(kind: FileKind, bytes: Uint8Array): boolean {
  if (kind === 'pdf') return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
  return isUtf8(bytes) && !controlCharacter.test(decoder.decode(bytes))
}

export interface CheckedFile {
  /** What is stored: a byte order mark is taken off. */
  readonly bytes: Uint8Array
  readonly problems: readonly DataProblem[]
}

const saveAsUtf8 = 'Save the file again with the encoding UTF-8.'

/** Looks at one file by its kind; no problem quotes what the file says. */
export async function checkFile(path: string, kind: FileKind, original: Uint8Array): Promise<CheckedFile> {
  const refused = (message: string, mend: string, line?: number): CheckedFile => ({
    bytes: original,
    problems: [{ path, line, message, mend }],
  })
  if (kind === 'pdf') {
    if (looksLike('pdf', original)) return { bytes: original, problems: [] }
    return refused('this is not a PDF document.', `Export it as PDF again, or remove ${path}.`)
  }
  const [first, second] = original
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refused('the text is stored as UTF-16.', saveAsUtf8, 1)
  }
  const bytes = withoutByteOrderMark(original)
  if (!isUtf8(bytes)) return refused('the text is not UTF-8.', saveAsUtf8, lineThatIsNotUtf8(bytes))
  const text = decoder.decode(bytes)
  const control = controlCharacter.exec(text)
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).padStart(2, '0')
    const message = `there is a control character (0x${code}) in the text.`
    return refused(message, 'Remove it in an editor that shows such characters.', lineOf(text, control.index))
  }
  if (kind === 'json') return { bytes, problems: checkJson(path, text) }
  if (kind === 'text') return { bytes, problems: [] }
  // Its parser is large: a program that starts has other things to load first.
  const { checkYaml } = await import('./schemas/check-yaml.ts')
  return { bytes, problems: checkYaml(path, text) }
}
