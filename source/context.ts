import type { AnswerBook } from './answers/answer-book.ts'
import type { UserError } from './errors.ts'
import type { Found } from './found.ts'
import type { ProjectPaths } from './paths.ts'
import type { AwsClients } from './services/aws/clients.ts'

export interface RunOptions {
  readonly yes: boolean
  readonly dryRun: boolean
  /** There is a terminal, and nobody said `--json` or `--yes` in its place. */
  readonly interactive: boolean
  readonly verbose: boolean
  readonly skipPreflight: boolean
  /** Flags that a further command must carry to reach the same account, each with a blank before it. */
  readonly sameAccount: string
}

/** Built once for a run and passed down; nothing else reads the process. */
/** How a run ended, for what must be done then. */
export interface RunEnd {
  readonly isWell: boolean
  /** Aborted when the person has waited long enough. */
  readonly signal: AbortSignal
}

export interface Context {
  readonly answers: AnswerBook
  readonly options: RunOptions
  /** What this run has learnt so far: data flows from step to step through here. */
  readonly found: Found
  readonly signal: AbortSignal
  /** The version of this program. */
  readonly version: string
  /** Our own files: terraform/, backend/, frontend/, templates/ and the built page. */
  readonly assets: string
  /** The environment for clients and child processes. */
  readonly env: Record<string, string | undefined>
  paths(): ProjectPaths
  aws(): AwsClients
  /** After a new sign-in: the next client reads the credentials anew. */
  forgetCredentials(): void
  /** Brings in the project's saved answers, once there is a project. */
  loadAnswers(): Promise<void>
  /** Calls `listener` after every round of questions, before anything is done with the answers. */
  whenAnswered(listener: () => Promise<void>): void
  /** What must be done when the run ends, well or not; the last that was said comes first. */
  atEnd(work: (end: RunEnd) => Promise<void>): void
  /** Stops the run safely, as an interrupt would, and lets it end with that failure. */
  stop(problem: UserError): void
  /** Keeps the answers for the next run, once there is a project to keep them in. */
  saveAnswers(): Promise<void>
}
