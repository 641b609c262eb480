/** One row a flag; commander, `--help` and the fast path all read it. */
export interface OptionRow {
  readonly flags: string
  readonly description: string
}

export const commonOptions: readonly OptionRow[] = [
  { flags: '--yes', description: 'take defaults and saved answers, approve the plan' },
  { flags: '--json', description: 'one result document on stdout, progress as JSON lines on stderr' },
  { flags: '--plain', description: 'plain lines, nothing redrawn' },
  { flags: '--no-color', description: 'no colours' },
  { flags: '--verbose', description: 'say more, and show the stack of a bug' },
  { flags: '--cwd <directory>', description: 'the project, when it is not the current folder' },
  { flags: '--profile <name>', description: 'AWS profile' },
  { flags: '--region <region>', description: 'AWS region (eu-central-1)' },
  { flags: '--rehearse', description: 'against an AWS account emulated on this computer' },
  { flags: '--as <identity>', description: 'who to be in a rehearsal: root, admin, power-user, deployer' },
]

export const targetOptions: readonly OptionRow[] = [
  { flags: '--environment <name>', description: 'dev, test or prod' },
  { flags: '--project-name <name>', description: 'what the twin is called in AWS' },
  { flags: '--dry-run', description: 'show what would be done, change nothing' },
]

export const deployOptions: readonly OptionRow[] = [
  { flags: '--use-local', description: 'personal data from backend/data' },
  { flags: '--private-repo <owner/name>', description: 'personal data from an encrypted private repository' },
  { flags: '--unknown-files <choice>', description: 'carry, leave or refuse files under other names (carry)' },
  { flags: '--model <id>', description: 'Bedrock model or inference profile' },
  { flags: '--skip-preflight', description: 'do not stop at missing permissions' },
  { flags: '--refresh', description: 'compare all with AWS, though nothing seems changed' },
  { flags: '--force', description: 'do all of it again, whatever earlier runs left' },
]

export const rollbackOption: OptionRow = {
  flags: '--rollback',
  description: 'return to the last code and page before the present',
}

export const policyOptions: readonly OptionRow[] = [
  { flags: '--split', description: 'as many documents as managed policies are needed' },
  { flags: '--boundary <arn>', description: 'allow roles below this permissions boundary only' },
  { flags: '--write <file>', description: 'to a file instead of the terminal' },
  { flags: '--attach', description: 'make it a managed policy and attach it, after a yes' },
  { flags: '--to <user/NAME|role/NAME>', description: 'whom --attach is for; without it, yourself' },
]

export const dataOptions: readonly OptionRow[] = [
  { flags: '--use-local', description: 'check what is in backend/data' },
  { flags: '--private-repo <place>', description: 'owner/name (releases), owner/name#branch, or a git address' },
  { flags: '--unknown-files <choice>', description: 'carry, leave or refuse files under other names (carry)' },
  { flags: '--output <file>', description: 'where encrypt writes; named after the version without it' },
  { flags: '--key-file <file>', description: 'the key, when it is not in DATA_KEY' },
  { flags: '--new-key', description: 'init makes another key, for a rekey' },
]

export const logOptions: readonly OptionRow[] = [
  { flags: '--follow', description: 'go on as lines come, until Ctrl-C' },
  { flags: '--since <time>', description: 'how far back: 30s, 15m, 1h, 2d (1h)' },
]

export const portOption: OptionRow = {
  flags: '--port <number>',
  description: 'where the page is served on this computer (5173)',
}

export const costOption: OptionRow = { flags: '--accept-costs', description: 'yes, AWS may charge my account' }

export const backupOption: OptionRow = {
  flags: '--backup <directory>',
  description: 'copy data and conversations there first',
}

export const everythingOption: OptionRow = {
  flags: '--everything',
  description: 'when no environment is left: also state bucket and lock table',
}

export const confirmOption: OptionRow = {
  flags: '--confirm <name>',
  description: 'the typed confirmation, when there is no terminal',
}
