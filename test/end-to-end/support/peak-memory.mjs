// For --import: writes down how much memory the process had at its peak, in bytes, when it ends.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** On Linux ru_maxrss begins with what the parent had at its peak; VmHWM (proc_pid_status(5)) is of this program alone. */
function kilobytes() {
  const status = '/proc/self/status'
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  return own === undefined ? process.resourceUsage().maxRSS : Number(own)
}

process.once('exit', () => writeFileSync(process.env.PEAK_MEMORY_FILE, String(kilobytes() * 1024)))
