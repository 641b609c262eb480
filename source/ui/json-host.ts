import type { Host } from '../engine/host.ts'

/** Progress as JSON lines, one event each, for scripts that pass `--json`. */
export function createJsonHost(write: (line: string) => void): Host {
  return {
    begin: () => undefined,
    notify: (event) => write(JSON.stringify(event)),
    end: () => undefined,
  }
}
