/**
 * The bin, bundled as CommonJS: Node starts it faster than a module, and `--version` and `--help`
 * end here without loading anything else.
 */
import { basename } from 'node:path'
import { helpText } from './commands/help.ts'
import { version } from './version.ts'

const oldestNode = [20, 19] as const

function start(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    process.stderr.write(
      `create-digital-twin needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.\nInstall one from https://nodejs.org, then run the same command again.\n`,
    )
    process.exitCode = 2
    return
  }
  const program = basename(process.argv[1] ?? 'twin').startsWith('create') ? 'create-digital-twin' : 'twin'
  const [first, ...rest] = process.argv.slice(2)
  if ((first === '--version' || first === '-v') && rest.length === 0) print(version)
  else if ((first === '--help' || first === '-h' || first === 'help') && rest.length === 0) {
    print(helpText(program))
  } else void run(program, process.argv.slice(2))
}

/** Without opening standard output as a stream, which is a tenth of Node's own start. */
function print(text: string): void {
  try {
    process.getBuiltinModule('node:fs').writeSync(1, `${text}\n`)
  } catch {
    // A pipe that is full or closed: the stream knows how to wait, or that nobody reads any more.
    process.stdout.write(`${text}\n`)
  }
}

/** A plain set-up begins with a question that needs next to nothing; the rest is loaded behind it. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const main = () => import('./main.ts')
  if (args.length > 1 || args[0]?.startsWith('-')) return (await main()).main(program, args)
  const { askOpening, opensWithCosts } = require('./opening.cjs') as typeof import('./opening.ts')
  if (!opensWithCosts(program, args, process.env)) return (await main()).main(program, args)
  const opening = await askOpening(() => void main().then(({ preload }) => preload()))
  if (opening) await (await main()).main(program, args, opening)
}

start()
