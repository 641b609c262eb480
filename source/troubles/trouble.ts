import type { ExitCode } from '../errors.ts'

/** What a trouble is about; a guide has a chapter for each. */
export const areas = [
  'credentials',
  'access',
  'state',
  'buckets',
  'packages',
  'cloudfront',
  'model',
  'network',
  'twin',
] as const
export type Area = (typeof areas)[number]

/** Where credentials come from, which decides how they are renewed. */
export interface CredentialsInUse {
  readonly from: 'environment' | 'sso' | 'login' | 'keys' | 'process' | 'nowhere'
  /** Absent where it is the default profile and nobody named it. */
  readonly profile?: string
}

/** Who holds the state lock. */
export interface LockHolder {
  readonly id: string
  /** `user@host` */
  readonly who: string
  readonly operation: string
  readonly since?: Date
}

/** Facts that a row may use in its words. They come from the caller, and by name from the groups of the row's pattern. */
type Named = Partial<
  Record<
    | 'account'
    | 'action'
    | 'address'
    | 'bucket'
    | 'checksum'
    | 'distribution'
    | 'doing'
    | 'environment'
    | 'here'
    | 'host'
    | 'limit'
    | 'logGroup'
    | 'model'
    | 'operation'
    | 'package'
    | 'policyArn'
    | 'profile'
    | 'reason'
    | 'region'
    | 'resource'
    | 'service'
    | 'site'
    | 'size'
    | 'table'
    | 'text'
    | 'there'
    | 'workspace',
    string | undefined
  >
>

/**
 * What is known about a failure. Every caller gives what it has; the words of a row do without the
 * rest, down to nothing at all, since a guide prints them too.
 */
export interface Facts extends Named {
  /** The error's names as AWS says them (`AccessDenied`), and Node's code of a broken connection. */
  readonly names?: readonly string[]
  /** The HTTP status AWS answered with. */
  readonly status?: number | undefined
  readonly credentials?: CredentialsInUse | undefined
  /** The variable of the environment that names the region, where one does. */
  readonly regionVariable?: string | undefined
  readonly lock?: LockHolder | undefined
  /** What makes a package large, the largest first, each with its size. */
  readonly largest?: readonly string[]
  /** Commands found by looking, for just this case; they come before the row's own words. */
  readonly commands?: readonly string[]
  /** What is to be had in the place of what was asked for. */
  readonly offered?: readonly string[]
}

/** One known trouble: how it is recognised, why it happens, what mends it, and where that is written. */
export interface Trouble<Code extends string = string> {
  /** Public and stable: scripts match it. */
  readonly code: Code
  readonly area: Area
  /** A few words, as a heading of a guide. */
  readonly title: string
  /** Names of AWS errors and of broken connections. */
  readonly aws?: RegExp
  /** Words of AWS and of Terraform; its named groups become facts. */
  readonly text?: RegExp
  /** What happened and why. */
  readonly cause: (found: Facts) => string
  /** What to do, commands first; what no command can mend says who must act. */
  readonly mend: (found: Facts) => readonly string[]
  /** Public documentation. */
  readonly link: string
  readonly exitCode?: ExitCode
  /** Facts for scripts. */
  readonly details?: (found: Facts) => Readonly<Record<string, string>>
}

/** Rows of one area; their codes stay known to the type checker. */
export const rows = <const Code extends string>(
  area: Area,
  list: readonly Omit<Trouble<Code>, 'area'>[],
): readonly Trouble<Code>[] => list.map((row) => ({ ...row, area }))
