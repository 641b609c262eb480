import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Tells this computer, as it runs since it was last started, from any other: process numbers mean something only
 * here. On Linux two containers of one name have a process namespace each, see namespaces(7); elsewhere the name
 * has to do.
 */
export function thisMachine(): string {
  const look = (read: () => string) => {
    try {
      return read().trim()
    } catch {
      return ''
    }
  }
  const boot = look(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
  const processes = look(() => readlinkSync('/proc/self/ns/pid'))
  return [hostname(), boot, processes].filter(Boolean).join(' ')
}

/** Whether a process of this computer lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM'
  }
}
