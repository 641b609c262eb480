import { commandRows } from './table.ts'

/** The whole of `--help`: at most 24 lines of 80 columns, examples first. */
export function helpText(program: string): string {
  const usual = commandRows.filter(({ isRare }) => !isRare)
  const rare = commandRows.filter(({ isRare }) => isRare)
  const width = Math.max(...usual.map((row) => `${row.name} ${row.arguments}`.length)) + 2
  return [
    'From an empty folder to a digital twin on your own AWS account, and back.',
    '',
    'Examples',
    '  npx create-digital-twin --rehearse   all of it, without an AWS account',
    '  npx create-digital-twin my-twin      set up a twin in my-twin/',
    '  twin deploy prod                     deploy again, from saved answers',
    '  twin destroy dev                     remove an environment',
    '',
    'Commands',
    ...usual.map((row) => `  ${`${row.name} ${row.arguments}`.trim().padEnd(width)} ${row.summary}`),
    `  also ${rare.map(({ name }) => name).join(', ')}`,
    '',
    'Everywhere  --yes  --json  --plain  --no-color  --verbose  --cwd <directory>',
    '            --profile <name>  --region <region>  --dry-run  --version',
    'Variables   AWS_PROFILE AWS_REGION DATA_KEY PRIVATE_DATA_PAT PRIVATE_DATA_REPO',
    'Exit codes  0 done  1 act  2 usage  3 tool  4 locked  5 pending  70 bug  130/143',
    `${program} <command> --help tells a command’s own options.`,
  ].join('\n')
}
