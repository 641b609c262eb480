import { questions } from '../answers/questions.ts'
import { type CommandRow, optionsOf } from './table.ts'

/** What `<command> --help` prints: every option, with the environment variable that says the same. */
export function commandHelpText(program: string, row: CommandRow): string {
  const options = optionsOf(row)
  const width = Math.max(...options.map(({ flags }) => flags.length)) + 2
  return [
    `${program} ${row.name} ${row.arguments}`.trim(),
    `  ${row.summary}`,
    '',
    ...options.map(({ flags, description }) => `  ${flags.padEnd(width)} ${description}${variableOf(flags)}`),
  ].join('\n')
}

function variableOf(flags: string): string {
  const name = flags.replace(/^--/, '').split(' ')[0]
  const [variable] = Object.values(questions).find(({ flag }) => flag === name)?.env ?? []
  return variable ? ` (or ${variable})` : ''
}
