/** As in `2026-11-23 10:01 UTC`, of ISO 8601. */
export const moment = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`
