import * as z from 'zod'

const healthDocument = z.object({ status: z.literal('ok'), environment: z.string(), version: z.string() })
export type Health = z.infer<typeof healthDocument>

/** A silent edge must not hold a check for ever; in milliseconds. */
const patience = 15_000

/** Either the twin's own word that it is well, or why that could not be had, in a few words. */
export type HealthAnswer = { readonly health: Health } | { readonly trouble: string; readonly status?: number }

/**
 * Asks `<site>/api/health`. The JSON decides, not the status: an edge may answer 200 with a page.
 */
export async function readHealth(site: string, signal: AbortSignal): Promise<HealthAnswer> {
  try {
    const response = await fetch(`${site}/api/health`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    })
    const text = await response.text()
    const health = healthDocument.safeParse(parsed(text))
    if (health.success) return { health: health.data }
    return { trouble: `it answers ${response.status} without the twin’s health`, status: response.status }
  } catch (problem) {
    const cause = (problem as { cause?: { code?: string } }).cause
    return { trouble: cause?.code ? `no answer yet (${cause.code})` : 'no answer yet' }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
