import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answers } from './answers/questions.ts'
import type { Result, Runtime } from './commands/command.ts'
import { loadCommand } from './commands/load.ts'
import type { CommandRow } from './commands/table.ts'
import type { Context } from './context.ts'
import { createContext, type OwnedContext } from './create-context.ts'
import { createInterrupt } from './engine/interrupt.ts'
import { runChecks } from './engine/run-checks.ts'
import { CancelledError, type ExitCode, exitCodes, UserError, withNextSteps } from './errors.ts'
import { explainCredentials } from './explain-credentials.ts'
import { forgetFailure, keepFailure } from './keep-last-failure.ts'
import type { Opening } from './opening.ts'
import { runActs } from './run-acts.ts'
import { adoptProfile } from './services/aws/adopt-profile.ts'
import { inSameAccount } from './troubles/same-account.ts'
import { isLive } from './ui/is-live.ts'
import { createReporter } from './ui/reporter.ts'
import { createSurface } from './ui/surface.ts'

/** Milliseconds for giving back what a run holds: locks above all. */
const longestGoodbye = 10_000

export type Flags = Readonly<Record<string, string | boolean | undefined>>

/**
 * Runs one command from its flags to its exit code; every error ends here as a sentence.
 * @param opening what was asked before the program was loaded.
 */
export async function runCommand(
  row: CommandRow,
  positionals: readonly string[],
  flags: Flags,
  opening?: Opening,
): Promise<ExitCode> {
  const env = process.env
  const json = flags.json === true
  const plain = flags.plain === true
  const interrupt = createInterrupt(
    () => surface.host.notify({ type: 'stopping' }),
    (code) =>
      void import('./services/shell.ts')
        .then(({ killEverything }) => killEverything())
        // The terminal is given back as it was, with its cursor.
        .then(() => surface.host.end())
        .then(() =>
          surface.show({
            title: 'Stopped by force',
            lines: ['Run the same command again: it takes over what this run has left locked, and goes on.'],
            tone: 'warning',
          }),
        )
        .finally(() => process.exit(code)),
  )
  const surface = await createSurface({
    env,
    json,
    plain,
    color: flags.color !== false,
    signal: interrupt.signal,
    onInterrupt: () => interrupt.trigger('SIGINT'),
  })
  const reporter = createReporter({ command: row.name, json, verbose: flags.verbose === true, surface })
  let context: OwnedContext | undefined
  let isWell = false
  try {
    const { enterRehearsal } = flags.rehearse ? await import('./commands/rehearse.ts') : { enterRehearsal: undefined }
    if (flags.as !== undefined && !flags.rehearse && row.name !== 'rehearse') throw usage('--as belongs to --rehearse.')
    const interactive = isLive({ env, json, plain })
    if (typeof flags.profile === 'string') adoptProfile(env, flags.profile)
    context = createContext({
      flags: answersFrom(flags, positionals, row),
      env,
      options: {
        yes: flags.yes === true || (Boolean(flags.rehearse) && !interactive),
        dryRun: flags.dryRun === true,
        interactive,
        verbose: flags.verbose === true,
        skipPreflight: flags.skipPreflight === true,
        force: flags.force === true,
        refresh: flags.refresh === true,
        sameAccount: `${flags.rehearse ? ' --rehearse' : ''}${flags.profile ? ` --profile ${flags.profile}` : ''}`,
      },
      assets: resolve(dirname(fileURLToPath(import.meta.url)), '..'),
      signal: interrupt.signal,
      stop: interrupt.fail,
      onSetAside: (path) =>
        surface.show({
          title: 'The saved answers could not be read',
          lines: [`They are kept in ${basename(path)}, and you are asked again.`],
          tone: 'warning',
        }),
    })
    if (opening) context.answers.set('acceptCosts', opening.acceptCosts)
    if (context.options.yes) context.answers.set('approve', true, 'flag')
    const command = await loadCommand(row.name)
    await command.prepare?.(context)
    await context.loadAnswers()
    await enterRehearsal?.({ context, flags, surface })
    const current = context
    const runtime: Runtime = {
      context: current,
      positionals,
      flags,
      print: reporter.line,
      perform: (acts) => runActs(acts, current, surface),
      examine: (checks, { fix }) =>
        runChecks(checks, current, {
          host: surface.host,
          signal: interrupt.signal,
          fix,
          explain: (problem) => explainCredentials(problem, current.env),
        }),
    }
    const result: Result = await command.run(runtime)
    isWell = true
    await context.end({ isWell, signal: AbortSignal.timeout(longestGoodbye) })
    await forgetFailure(row.name, context)
    reporter.result(result)
    return result.exitCode ?? exitCodes.ok
  } catch (problem) {
    await context?.end({ isWell, signal: AbortSignal.timeout(longestGoodbye) })
    const failure = interrupt.failure()
    if (failure) return reporter.failure(failure)
    if (problem instanceof CancelledError || interrupt.signal.aborted) {
      return reporter.failure(new CancelledError(interrupt.exitCode()))
    }
    if (!context) return reporter.failure(problem)
    const explained = await explainForAccount(problem, context)
    await keepFailure(row.name, context, explained)
    return reporter.failure(explained)
  } finally {
    interrupt.dispose()
    process.stdin.pause()
  }
}

/** What to do about it, in commands that fit these credentials and reach this account. */
async function explainForAccount(problem: unknown, { env, options }: Context): Promise<unknown> {
  const explained = await explainCredentials(problem, env)
  if (!(explained instanceof UserError)) return explained
  return withNextSteps(explained, inSameAccount(explained.nextSteps, options.sameAccount))
}

/** The flags and positional words that answer questions. */
function answersFrom(flags: Flags, positionals: readonly string[], row: CommandRow): Partial<Answers> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
  const [first] = positionals
  const takesEnvironment = row.arguments === '[environment]'
  const given = {
    directory: row.name === 'setup' ? (first ?? text('cwd')) : (text('cwd') ?? '.'),
    acceptCosts: flags.acceptCosts,
    region: text('region'),
    projectName: text('projectName'),
    dataSource: flags.useLocal ? 'local' : flags.privateRepo ? 'private' : undefined,
    privateRepo: text('privateRepo'),
    unknownFiles: text('unknownFiles'),
    environment: (takesEnvironment ? first : undefined) ?? text('environment'),
    model: text('model'),
    confirm: text('confirm'),
    confirmAccount: text('confirm'),
    backup: text('backup'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Answers>
}

const usage = (message: string) => new UserError('WRONG_USAGE', message, ['See --help.'], exitCodes.usage)
