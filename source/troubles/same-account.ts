/** Commands of ours that reach into an account. */
const reaching =
  /^(twin (?:setup|deploy|destroy|doctor|unlock|policy|status|open|logs|api-url|data|ci)\b[^#]*?)(\s*(?:#.*)?)$/

/**
 * Next steps as they must be typed to reach the same account: our own commands get the flags that led
 * there, such as ` --profile work`, before their comment.
 * @param flags each with a blank before it; those a step has already are not said twice.
 */
export function inSameAccount(steps: readonly string[], flags: string): readonly string[] {
  if (flags === '') return steps
  return steps.map((step) => {
    const [, command, comment = ''] = reaching.exec(step) ?? []
    return command === undefined || command.includes(flags.trim()) ? step : `${command}${flags}${comment}`
  })
}
