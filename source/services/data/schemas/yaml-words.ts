import type { ErrorCode } from 'yaml'

/** The parser's own sentences quote the document, so each of its codes has words of ours. */
const words: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'a * stands for something that was not named with & before',
  BAD_DQ_ESCAPE: 'there is a backslash in double quotes that means nothing',
  BAD_INDENT: 'the indentation does not fit, or a bracket or quote above is not closed',
  BAD_SCALAR_START: 'a text begins with a character that must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon in one line; put the text into quotes',
  BLOCK_IN_FLOW: 'there is an indented block within brackets',
  KEY_OVER_1024_CHARS: 'a name is longer than 1024 characters',
  MISSING_CHAR: 'a quote, a bracket, a colon or a blank is missing',
  MULTILINE_IMPLICIT_KEY: 'a name goes over two lines; a colon in a text must be quoted',
  MULTIPLE_DOCS: 'there is a second document (---) in the file',
  TAB_AS_INDENT: 'the line is indented with a tab; YAML takes blanks only',
  TAG_RESOLVE_FAILED: 'there is a tag (!) that is not known here',
  UNEXPECTED_TOKEN: 'something stands where it cannot; a text with : or # may need quotes',
}

export const yamlWords = (code: ErrorCode) => words[code] ?? 'the line cannot be understood'
