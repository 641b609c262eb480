import { CommanderError, Option, Command as Parser } from 'commander'
import { commandHelpText } from './commands/command-help.ts'
import { helpText } from './commands/help.ts'
import { loadCommand } from './commands/load.ts'
import { type CommandRow, commandRows, optionsOf } from './commands/table.ts'
import { exitCodes } from './errors.ts'
import type { Opening } from './opening.ts'
import { runCommand } from './run-command.ts'

/** Milliseconds after the last word in which open handles may still end by themselves. */
const lingerMilliseconds = 3_000

/** Loads, while a person reads the first question, what a set-up needs after it. */
export async function preload(): Promise<void> {
  await Promise.all([loadCommand('setup'), import('./ui/draw-screen.tsx')])
}

/** Understands the command line and runs the command it names. */
export async function main(program: string, args: readonly string[], opening?: Opening): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  const parser = new Parser(program).exitOverride().helpOption(false).helpCommand(false)
  parser.configureOutput({ writeErr: (text) => void process.stderr.write(text) })
  parser.showSuggestionAfterError(true)
  for (const row of commandRows) addCommand(parser, program, row, opening)
  try {
    await parser.parseAsync(withDefaultCommand(program, args), { from: 'user' })
  } catch (problem) {
    if (!(problem instanceof CommanderError)) throw problem
    process.stderr.write(`See ${program} --help.\n`)
    process.exitCode = exitCodes.usage
  }
  setTimeout(() => process.exit(), lingerMilliseconds).unref()
}

function addCommand(parser: Parser, program: string, row: CommandRow, opening?: Opening): void {
  const command = parser.command(`${row.name} ${row.arguments}`.trim()).description(row.summary).helpOption(false)
  for (const { flags, description } of optionsOf(row)) command.addOption(new Option(flags, description))
  command.addOption(new Option('-h, --help', 'this text'))
  command.action(async (...received: unknown[]) => {
    const options = command.opts<Record<string, string | boolean>>()
    if (options.help) {
      process.stdout.write(`${commandHelpText(program, row)}\n`)
      return
    }
    const positionals = received.slice(0, -2).filter((word): word is string => typeof word === 'string')
    process.exitCode = await runCommand(row, positionals, options, opening)
  })
}

/**
 * `create-digital-twin [directory]` is `setup`; so is `twin` alone. A folder that is called like a
 * command is still reached as `./deploy`.
 */
function withDefaultCommand(program: string, args: readonly string[]): string[] {
  const isCommand = commandRows.some(({ name }) => name === args[0])
  if (isCommand) return [...args]
  if (program === 'create-digital-twin' || args[0] === undefined || args[0].startsWith('-')) return ['setup', ...args]
  process.stderr.write(`${helpText(program)}\n`)
  return [...args]
}
