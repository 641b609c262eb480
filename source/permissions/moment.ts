/** The forms of W3C's "Date and Time Formats": a time of day always says its zone. */
const w3c =
  /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * Milliseconds since 1970 of a date as policies write it: a W3C form of ISO 8601, or seconds since
 * 1970 (IAM user guide, "Condition operators", date). A date without a time is its midnight in UTC.
 * Undefined for anything else.
 */
export function momentOf(text: string): number | undefined {
  if (/^\d{5,15}$/.test(text)) return Number(text) * 1000
  const { year, month = '01', day = '01' } = w3c.exec(text)?.groups ?? {}
  if (year === undefined || Number(day) > daysIn(Number(year), Number(month))) return undefined
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}
