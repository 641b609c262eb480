/** A value of a policy held against one value of the request, both as text. */
export type Comparison = (policy: string, request: string) => boolean

/** "integer or decimal value" (reference_policies_elements_condition_operators, Numeric). */
export const byNumber =
  (hold: (request: number, policy: number) => boolean): Comparison =>
  (policy, request) =>
    hold(Number(request), Number(policy))

/** Dates of ISO 8601 as the W3C note has them, or seconds since 1970 (same page, Date). */
export const byDate =
  (hold: (request: number, policy: number) => boolean): Comparison =>
  (policy, request) =>
    hold(momentOf(request), momentOf(policy))

const isoDate = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|([+-])(\d\d):(\d\d)))?$/

function momentOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [, year, month, day, hour = 0, minute = 0, second = 0, part = 0, , sign, zoneHour = 0, zoneMinute = 0] =
    isoDate.exec(text) ?? []
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 3600 + Number(zoneMinute) * 60)
  return days + Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(part) - zone
}

/** `true` or `false` (same page, Boolean). */
export const byTruth: Comparison = (policy, request) => policy === request

/** "byte for byte against a base-64 encoded representation"; its table writes both in base 64 (same page, Binary). */
export const byBytes: Comparison = (policy, request) =>
  Buffer.from(policy, 'base64').equals(Buffer.from(request, 'base64'))
