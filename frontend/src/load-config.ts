import { defaultConfig, readConfig, type TwinConfig } from './config.ts'

/** Milliseconds after which the page shows itself with the defaults rather than not at all. */
const patience = 3_000

/** Reads /config.json; a missing, late or broken one is never a reason not to show the page. */
export async function loadConfig(): Promise<TwinConfig> {
  try {
    const response = await fetch('/config.json', { cache: 'no-cache', signal: AbortSignal.timeout(patience) })
    return response.ok ? readConfig(await response.json()) : defaultConfig
  } catch {
    return defaultConfig
  }
}
