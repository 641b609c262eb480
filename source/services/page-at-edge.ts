import { createHash } from 'node:crypto'

/** A silent edge must not hold a check for ever; in milliseconds. */
const patience = 15_000

export interface ServedPage {
  readonly status: number
  /** MD5 of the page in hexadecimal: the form of an ETag of S3. */
  readonly md5: string
  /** Seconds that the edge has kept it; absent when it came fresh. */
  readonly age?: number
}

/** The page as visitors get it. @returns undefined when nothing answered. */
export async function readServedPage(site: string, signal: AbortSignal): Promise<ServedPage | undefined> {
  try {
    const response = await fetch(`${site}/`, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) })
    const bytes = Buffer.from(await response.arrayBuffer())
    const age = response.headers.get('age')
    return {
      status: response.status,
      md5: createHash('md5').update(bytes).digest('hex'),
      ...(age ? { age: Number(age) } : {}),
    }
  } catch {
    return undefined
  }
}
