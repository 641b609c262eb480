const label = /(?:phone|tel|telefon|mobile?|mobil|cell|handy|fax|call me|whatsapp|signal)\W{0,12}$/i
const otherLabel =
  /(?:isbn|issn|doi|orcid|order|invoice|bestellung|rechnung|version|vat|iban|bic|patent|serial|art)\W{0,4}(?:no|nr|number|nummer)?\W{0,4}$/i
const dateLike = /^\(?\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}$|^\d{4}[./-]\d{1,2}[./-]\d{1,2}$/
/** 3-3-4 digits as North America writes them, the area code and the exchange beginning with 2 to 9. */
const northAmerican = /^\(?[2-9]\d\d\)?[-. ]{1,2}[2-9]\d\d[-. ]\d{4}$/

/**
 * International numbers (E.164: at most 15 digits after the plus), national ones that begin with 0 and are grouped as
 * such, and anything of 7 digits and more behind a word for a telephone. Years, prices, versions and ISBNs are none.
 */
export function isPhoneNumber(value: string, before: string): boolean {
  const trimmed = value.trim().replace(/[-./( ]+$/, '')
  const digits = trimmed.replace(/\D/g, '')
  if (digits.length < 7 || digits.length > 15 || otherLabel.test(before) || dateLike.test(trimmed)) return false
  if (/^\+?\d{1,3}\.\d{5,}$/.test(trimmed)) return false
  // 555-01xx is kept for stories.
  if (/555[-. ]?01\d\d$/.test(trimmed)) return false
  if (/[.]\d{1,2}$/.test(trimmed) && !label.test(before)) return false
  if (label.test(before)) return true
  if (trimmed.startsWith('+')) return digits.length >= 8 && /^\+[1-9]/.test(trimmed)
  if (northAmerican.test(trimmed)) return true
  // 0171 2345678, 030/123456, (0)30 1234567: an area code, a separation, a number.
  return digits.length >= 9 && /^\(?0[1-9]\d{1,4}\)?[ /-]/.test(trimmed)
}
