import type { Context } from '../context.ts'
import { need } from './need.ts'

/**
 * What the deployed twin calls its version: ours, and the beginning of the code's hash, so that a
 * health check can tell the code just deployed from what was there before.
 */
export function appVersion(context: Context): string {
  return `${context.version}+${need(context, 'packages').code.sha256.slice(0, 12)}`
}
