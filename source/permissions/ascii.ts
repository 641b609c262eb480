/**
 * Lower case of A to Z and of nothing else. Names in policies ignore case, and Unicode's rules would
 * make the same name of different ones (the Kelvin sign becomes a plain k).
 */
export const lowerAscii = (text: string): string =>
  /[^\0-\x7f]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text.toLowerCase()
