import { createHash } from 'node:crypto'

export type SpotKind =
  | 'phone number'
  | 'e-mail address'
  | 'IBAN'
  | 'postal address'
  | 'date of birth'
  | 'private key'
  | 'AWS key'
  | 'GitHub token'
  | 'web token'
  | 'age secret key'
  | 'password in an address'

/** Keys open something, whoever may read them; the other kinds can be meant for the public. */
export const secretKinds: ReadonlySet<SpotKind> = new Set([
  'private key',
  'AWS key',
  'GitHub token',
  'web token',
  'age secret key',
  'password in an address',
])

/** A place in a text that looks private. */
export interface PrivateSpot {
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly kind: SpotKind
  /** Never the whole value. */
  readonly masked: string
  /** What a list of accepted values holds: the same wherever the value stands and however it is spaced. */
  readonly hash: string
}

const visible = /[\p{L}\p{N}]/u

/** Two characters at each end stay, of a secret only its first four; signs between stay, so that one knows it again. */
export function mask(value: string, kind: SpotKind): string {
  const isSecret = secretKinds.has(kind)
  const characters = [...value.replace(/\p{C}/gu, ' ')].slice(0, 40)
  const places = characters.flatMap((character, index) => (visible.test(character) ? [index] : []))
  const kept = places.length < 6 ? [] : isSecret ? places.slice(0, 4) : [...places.slice(0, 2), ...places.slice(-2)]
  return characters
    .map((character, index) => (visible.test(character) && !kept.includes(index) ? '•' : character))
    .join('')
}

/** 16 hexadecimal digits of a hash over the kind and the value's letters and digits. */
export const hashOf = (kind: SpotKind, value: string): string =>
  createHash('sha256')
    .update(
      `${kind}\0${value
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}@+]/gu, '')}`,
    )
    .digest('hex')
    .slice(0, 16)
