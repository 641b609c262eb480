import { isUtf8 } from 'node:buffer'
import { UserError } from '../../errors.ts'
import { findJsonProblem } from './find-json-problem.ts'
import type { FileKind } from './known-files.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const newline = 0x0a

/** A text file holds tab, line feed, form feed and carriage return, and no other control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const controlCharacter = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/

function invalid(path: string, line: number | undefined, problem: string, nextSteps: readonly string[]): UserError {
  const place = line === undefined ? path : `${path}, line ${line}`
  return new UserError('DATA_INVALID', `${place}: ${problem}`, nextSteps)
}

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

/**
 * The bytes to store for a known file (a byte order mark is taken off).
 * @throws {UserError} DATA_INVALID with file and line; it never quotes what the file says.
 */
export function checkFile(path: string, kind: FileKind, original: Uint8Array): Uint8Array {
  if (kind === 'pdf') {
    if (looksLike('pdf', original)) return original
    throw invalid(path, undefined, 'this is not a PDF document.', [`Export it as PDF again, or remove ${path}.`])
  }
  const [first, second] = original
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw invalid(path, 1, 'the text is stored as UTF-16.', ['Save the file again with the encoding UTF-8.'])
  }
  const bytes = withoutByteOrderMark(original)
  if (!isUtf8(bytes)) {
    const line = lineThatIsNotUtf8(bytes)
    throw invalid(path, line, 'the text is not UTF-8.', ['Save the file again with the encoding UTF-8.'])
  }
  const text = decoder.decode(bytes)
  const control = controlCharacter.exec(text)
  if (control) {
    const code = control[0].charCodeAt(0).toString(16).padStart(2, '0')
    const problem = `there is a control character (0x${code}) in the text.`
    throw invalid(path, lineOf(text, control.index), problem, ['Remove it in an editor that shows such characters.'])
  }
  if (kind === 'json') checkJson(path, text)
  return bytes
}

function checkJson(path: string, text: string): void {
  const problem = findJsonProblem(text)
  if (problem) {
    const line = lineOf(text, problem.offset)
    const column = problem.offset - text.lastIndexOf('\n', problem.offset - 1)
    const sentence = `this is not JSON: expected ${problem.expected} at column ${column}.`
    throw invalid(path, line, sentence, [
      `Correct ${path} there: every name and text in double quotes, commas between.`,
    ])
  }
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) {
    throw invalid(path, 1, 'an object {…} or a list […] is expected.', ['Put the value into an object: {"name": …}.'])
  }
}
