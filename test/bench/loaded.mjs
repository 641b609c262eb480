import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanEnvironment, printCount } from './support/measure.mjs'
import { cli, emptyFolder } from './support/places.mjs'
import { untilEnd, untilText } from './support/terminal.mjs'

/** Writes down every file of ours that Node opens as code, CommonJS or module, in order. */
const tracer = `
import { appendFileSync, statSync } from 'node:fs'
import Module, { register } from 'node:module'
const write = (path) => appendFileSync(process.env.BENCH_TRACE, statSync(path).size + ' ' + path + '\\n')
const compile = Module.prototype._compile
Module.prototype._compile = function (code, path, ...rest) { write(path); return compile.call(this, code, path, ...rest) }
register('data:text/javascript,' + encodeURIComponent(\`
  import { appendFileSync, statSync } from 'node:fs'
  import { fileURLToPath } from 'node:url'
  export async function load(url, context, next) {
    if (url.startsWith('file:') && url.endsWith('.mjs')) {
      const path = fileURLToPath(url)
      appendFileSync(process.env.BENCH_TRACE, statSync(path).size + ' ' + path + '\\\\n')
    }
    return next(url, context)
  }\`))
`

/** Files and bytes of our code that are loaded before something is on the screen. */
export async function loaded() {
  const trace = async (args, text) => {
    const folder = emptyFolder('trace')
    const out = join(folder, 'loaded')
    const hook = join(folder, 'tracer.js')
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(hook, tracer)
    const env = cleanEnvironment({ TERM: 'xterm-256color', BENCH_TRACE: out, NODE_OPTIONS: `--import=${hook}` })
    const command = [process.execPath, cli, ...args]
    if (text) await untilText(command, text, { cwd: emptyFolder(), env })
    else await untilEnd(command, { cwd: emptyFolder(), env })
    const files = readFileSync(out, 'utf8').trim().split('\n')
    return { files, bytes: files.reduce((sum, line) => sum + Number.parseInt(line, 10), 0) }
  }
  const say = ({ files, bytes }) => `${files.length} files, ${(bytes / 1024).toFixed(0)} KB`
  printCount('loaded by --version', say(await trace(['--version'])))
  printCount('loaded before the first question', say(await trace([], 'Go on?')))
}
