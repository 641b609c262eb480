import {
  backupOption,
  commonOptions,
  confirmOption,
  costOption,
  dataOptions,
  deployOptions,
  everythingOption,
  logOptions,
  type OptionRow,
  policyOptions,
  portOption,
  rollbackOption,
  targetOptions,
} from './options.ts'

/** What one can say. Only data, so that `--help` loads nothing else; load.ts knows the code behind it. */
export interface CommandRow {
  readonly name: string
  readonly arguments: string
  readonly summary: string
  readonly options: readonly OptionRow[]
  /** Named in `--help` without its summary: it has to fit a small terminal. */
  readonly isRare?: true
}

export const commandRows: readonly CommandRow[] = [
  {
    name: 'setup',
    arguments: '[directory]',
    summary: 'set up a twin: asks, shows, builds, deploys',
    options: [...targetOptions, ...deployOptions, confirmOption, costOption],
  },
  {
    name: 'deploy',
    arguments: '[environment]',
    summary: 'deploy again, from saved answers',
    options: [...targetOptions, ...deployOptions, rollbackOption, confirmOption],
  },
  {
    name: 'destroy',
    arguments: '[environment]',
    summary: 'remove an environment and all its data',
    options: [...targetOptions, backupOption, everythingOption, confirmOption],
  },
  { name: 'status', arguments: '', summary: 'environments: address, version, health', options: targetOptions },
  {
    name: 'open',
    arguments: '[environment]',
    summary: 'show the twin in the browser',
    isRare: true,
    options: targetOptions,
  },
  {
    name: 'logs',
    arguments: '[environment]',
    summary: 'what the twin’s function has written down (times are UTC)',
    isRare: true,
    options: [...targetOptions, ...logOptions],
  },
  {
    name: 'dev',
    arguments: '[environment]',
    summary: 'backend and page on this computer, reloading as you edit them',
    isRare: true,
    options: [...targetOptions, portOption],
  },
  {
    name: 'unlock',
    arguments: '[environment]',
    summary: 'release the state lock of a dead run',
    isRare: true,
    options: [...targetOptions, confirmOption],
  },
  {
    name: 'doctor',
    arguments: '',
    summary: 'inspect everything, change nothing',
    options: [
      ...targetOptions,
      { flags: '--fix', description: 'mend what is safe to mend' },
      { flags: '--only <check>', description: 'make one check, and those it builds on' },
      { flags: '--schema', description: 'print the JSON schema of what --json prints' },
    ],
  },
  {
    name: 'data',
    arguments: '[verb] [directory]',
    summary: 'data: init encrypt push pull check rekey restore',
    options: [...targetOptions, ...dataOptions],
  },
  {
    name: 'policy',
    arguments: '',
    summary: 'print or attach the least-privilege policy',
    isRare: true,
    options: [...targetOptions, ...policyOptions],
  },
  {
    name: 'api-url',
    arguments: '[environment]',
    summary: 'print the private API address, to debug',
    isRare: true,
    options: targetOptions,
  },
  {
    name: 'rehearse',
    arguments: '[verb]',
    summary: 'the emulated AWS account: start stop status env',
    isRare: true,
    options: [],
  },
]

export const optionsOf = (row: CommandRow): readonly OptionRow[] => [...row.options, ...commonOptions]
