import type { Context } from '../context.ts'
import { need } from './need.ts'

/**
 * What the deployed twin calls its version: ours, and the beginning of the code's hash, so that a
 * health check can tell the code just deployed from what was there before.
 */
export function appVersion(context: Context): string {
  const { standing } = context.found
  // Its code is the one that stands there already.
  if (standing) return standing.record.health.version
  return `${context.version}+${need(context, 'packages').code.sha256.slice(0, 12)}`
}
