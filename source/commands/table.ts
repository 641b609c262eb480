import { commonOptions, costOption, deployOptions, type OptionRow, policyOptions, targetOptions } from './options.ts'

/** What one can say. Only data, so that `--help` loads nothing else; load.ts knows the code behind it. */
export interface CommandRow {
  readonly name: string
  readonly arguments: string
  readonly summary: string
  readonly options: readonly OptionRow[]
}

export const commandRows: readonly CommandRow[] = [
  {
    name: 'setup',
    arguments: '[directory]',
    summary: 'set up a twin: asks, shows, builds, deploys',
    options: [...targetOptions, ...deployOptions, costOption],
  },
  {
    name: 'deploy',
    arguments: '[environment]',
    summary: 'deploy again, from saved answers',
    options: [...targetOptions, ...deployOptions],
  },
  {
    name: 'destroy',
    arguments: '[environment]',
    summary: 'remove an environment and all its data',
    options: [
      ...targetOptions,
      { flags: '--confirm <name>', description: 'the typed confirmation, when there is no terminal' },
    ],
  },
  {
    name: 'policy',
    arguments: '',
    summary: 'print or attach the least-privilege policy',
    options: [...targetOptions, ...policyOptions],
  },
  {
    name: 'api-url',
    arguments: '[environment]',
    summary: 'print the private API address, to debug',
    options: targetOptions,
  },
  {
    name: 'rehearse',
    arguments: '<start|stop|status|env>',
    summary: 'the AWS account emulated on this computer',
    options: [],
  },
]

export const optionsOf = (row: CommandRow): readonly OptionRow[] => [...row.options, ...commonOptions]
