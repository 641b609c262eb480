/** Lengths by country, from the IBAN registry (ISO 13616) of SWIFT; for others only the checksum speaks. */
const lengths: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  TR: 26,
  UA: 29,
}

/** ISO 7064 MOD 97-10: country and check digits to the end, letters as 10 to 35, the remainder is 1. */
export function isIban(value: string): boolean {
  const packed = value.replaceAll(' ', '')
  const length = lengths[packed.slice(0, 2)]
  if (packed.length < 15 || packed.length > 34 || (length !== undefined && packed.length !== length)) return false
  const digits = [...packed.slice(4), ...packed.slice(0, 4)].map((character) => Number.parseInt(character, 36)).join('')
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}
