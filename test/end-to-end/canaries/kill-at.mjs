// For --import: the process is killed (SIGKILL) right before a call to the file system. KILL_AT is the call and a
// pattern for one of its paths, such as `rename:\.key$`.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [name, ...rest] = process.env.KILL_AT.split(':')
const pattern = new RegExp(rest.join(':'))
const original = fs.promises[name]
fs.promises[name] = (...args) => {
  if (!args.some((arg) => typeof arg === 'string' && pattern.test(arg))) return original(...args)
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => setInterval(() => undefined, 1_000))
}
syncBuiltinESMExports()
