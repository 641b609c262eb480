/** Commands of ours that reach into an account. A comment begins as in a shell: the # of an address is none. */
const ours =
  /^(twin (?:setup|deploy|destroy|doctor|unlock|policy|status|open|logs|api-url|data|ci)\b.*?)((?:\s+#\s.*)?)$/

/** Commands of the aws command line that do so; those that enter or renew credentials name their profile themselves. */
const awsCommand = /^(aws (?!configure|sso|login).*?)((?:\s+#\s.*)?)$/

/**
 * Next steps as they must be typed to reach the same account: our own commands get the flags that led
 * there, such as ` --profile work`, before their comment; those of the aws command line get the profile,
 * which is the one flag of ours that it has too.
 * @param flags each with a blank before it; those a step has already are not said twice.
 */
export function inSameAccount(steps: readonly string[], flags: string): readonly string[] {
  const profile = / --profile \S+/.exec(flags)?.[0] ?? ''
  return steps.map((step) => withFlags(withFlags(step, ours, flags), awsCommand, profile))
}

function withFlags(step: string, pattern: RegExp, flags: string): string {
  const [, command, comment = ''] = pattern.exec(step) ?? []
  return command === undefined || command.includes(flags.trim()) ? step : `${command}${flags}${comment}`
}
