import { isIban } from './is-iban.ts'
import { isPhoneNumber } from './is-phone-number.ts'
import type { SpotKind } from './private-spot.ts'

export interface Pattern {
  readonly kind: SpotKind
  /** Global; its first group is the value, or else the whole match. Every repetition has an end, so time is linear. */
  readonly finds: RegExp
  /** Whether the match is what it looks like; `before` and `after` are the rest of the line. */
  readonly accepts?: (value: string, before: string, after: string) => boolean
}

/** Names that RFC 2606 and RFC 6761 keep for examples, and GitHub's addresses that reach nobody. */
const exampleAddress =
  /(?:@|\.)(?:example\.(?:com|net|org)|(?:[a-z0-9-]+\.)?(?:example|test|invalid|localhost)|users\.noreply\.github\.com)$/i
/** git@host:owner/name and the like name a service, no person. */
const isGitRemote = (value: string, after: string) => /^git@/i.test(value) && /^[:/]/.test(after)

const month = '(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]{0,6}'
const date = `(?:\\d{1,2}[./-] ?\\d{1,2}[./-] ?(?:19|20)?\\d\\d|(?:19|20)\\d\\d[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of )?${month}\\.?,? (?:19|20)\\d\\d|${month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d)`
const birth =
  '(?:born|birth ?day|date[ _-]?of[ _-]?birth|birth[ _-]?date|dob|d\\.o\\.b\\.?|geboren|geburts(?:tag|datum))'

const street = '(?:street|st\\.|road|rd\\.|avenue|ave\\.|lane|drive|boulevard|blvd\\.?)'
const germanStreet = '[\\p{L}.-]{2,30}(?:straße|strasse|str\\.|gasse|allee|straat|gracht)'

/** Spellings from the documents of the services that issue them; see the tests for one of each. */
export const patterns: readonly Pattern[] = [
  { kind: 'private key', finds: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'age secret key', finds: /\bAGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{40,}/gi },
  { kind: 'AWS key', finds: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, accepts: (value) => !value.endsWith('EXAMPLE') },
  {
    kind: 'AWS key',
    finds: /aws_?secret(?:_?access)?_?key["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    accepts: (value) => !value.endsWith('EXAMPLEKEY'),
  },
  { kind: 'GitHub token', finds: /\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g },
  { kind: 'web token', finds: /\beyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{0,1000}/g },
  {
    kind: 'password in an address',
    finds: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@<>]{0,100}:([^\s/@<>]{1,200})@[^\s/@]/gi,
    accepts: (value) => !/^(?:\$\{?\w+\}?|\*+|x{3,}|password|passwort|secret|token|…)$/i.test(value),
  },
  {
    kind: 'e-mail address',
    finds:
      /(?<![\w.%+-])[\w%+-](?:[\w.%+-]{0,62}[\w%+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![\w-])/gi,
    accepts: (value, before, after) =>
      !exampleAddress.test(value) && !isGitRemote(value, after) && !/:\/\/[^\s]{0,100}$/.test(before),
  },
  { kind: 'IBAN', finds: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g, accepts: isIban },
  {
    kind: 'phone number',
    finds: /(?<![\w.,/#=+-])(?:\+|\(?0|\(\d{3}\)|\d{3}[-. ]\d{3}[-. ]\d{4})[\d ()/.-]{0,24}(?![\w-])/g,
    accepts: isPhoneNumber,
  },
  {
    kind: 'phone number',
    finds:
      /\b(?:phone|tel|telefon|mobile?|mobil|cell|handy|fax|whatsapp)\b[\s"':.]{1,5}(\d[\d ()/.-]{5,24})(?![\w-])/gi,
    accepts: isPhoneNumber,
  },
  {
    kind: 'date of birth',
    finds: new RegExp(
      `(?<![\\p{L}])${birth}["']?[^\\p{L}\\d\\n]{0,6}(?:(?:on|is|am|ist)(?: the)? )?(${date})(?!\\d)`,
      'giu',
    ),
  },
  {
    kind: 'postal address',
    finds: new RegExp(
      `(?<![\\p{L}\\d.,])\\d{1,5}[a-z]? (?:[A-Z][\\p{L}'.-]{1,20} ){1,3}${street}(?![\\p{L}])(?=[^\\n]{0,40}\\d{5}|[^\\n]{0,40}\\b[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}\\b)`,
      'giu',
    ),
  },
  {
    kind: 'postal address',
    finds: new RegExp(
      `(?<![\\p{L}])${germanStreet} \\d{1,4}[a-z]?(?=[,;\\s]{1,3}(?:[A-Z]{1,2}-)?\\d{4,5} ?(?:[A-Z]{2} )?\\p{Lu})`,
      'giu',
    ),
  },
]
