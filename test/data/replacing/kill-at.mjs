// Replaces data like the program, and is killed by itself (SIGKILL) at one call to the file system: before it, or in
// the middle of what it does. Arguments: the bundled code, a folder, JSON of files (empty: only finish), which call,
// `before` or `halfway`. Ends by itself, with the number of calls, when there were fewer.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'

const [code, directory, files, number, instant] = process.argv.slice(2)
const original = { ...fs.promises }
/** Never settles: the signal may need a moment to arrive, and nothing more must happen until then. */
const die = () => {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => setInterval(() => undefined, 1_000))
}

/** What is there when the process ends within a call; absent for those that are one step of the file system. */
const halves = {
  writeFile: (path, content, options) =>
    original.writeFile(path, content.slice(0, Math.floor(content.length / 2)), options),
  rm: async (path) => {
    const [first] = await original.readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
    if (first) await original.rm(join(first.parentPath ?? first.path, first.name), { recursive: true })
  },
  cp: (_from, to) => original.mkdir(to, { recursive: true }),
}

let calls = 0
for (const name of ['cp', 'mkdir', 'rename', 'rm', 'stat', 'writeFile']) {
  fs.promises[name] = async (...args) => {
    calls += 1
    if (calls !== Number(number)) return original[name](...args)
    if (instant === 'halfway') await halves[name]?.(...args)
    return die()
  }
}
syncBuiltinESMExports()

const { replaceData, finishReplacement, makePersonalData } = await import(code)
if (files === '') await finishReplacement(directory)
else {
  const list = Object.entries(JSON.parse(files)).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
  await replaceData(directory, makePersonalData(list))
}
process.stdout.write(String(calls))
