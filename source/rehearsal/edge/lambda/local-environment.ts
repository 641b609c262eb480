import { createHash, randomUUID } from 'node:crypto'
import { access, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolError } from '../../../errors.ts'
import { run } from '../../../services/shell.ts'
import { comparePackages } from './compare-packages.ts'
import { readDistributions } from './distributions.ts'

/** Raise it when the same layer must be installed again. */
const layoutVersion = '1'

export interface LocalEnvironmentOptions {
  readonly python: string
  /** Folders of Python packages as they lie in the layers. */
  readonly layers: readonly { readonly directory: string; readonly sha256: string }[]
  /** Requirements file of what the Lambda runtime brings by itself (boto3). */
  readonly runtimeRequirements: string
  readonly parent: string
  readonly log: (line: string) => void
}

async function install(python: string, target: string, what: readonly string[]): Promise<void> {
  if (what.length === 0) return
  const options = ['--only-binary=:all:', '--no-compile', '--no-input', '--disable-pip-version-check', '--quiet']
  const result = await run([python, '-m', 'pip', 'install', '--target', target, ...options, ...what], {
    tool: 'pip',
    allowFailure: true,
    env: { ...process.env, PIP_REQUIRE_VIRTUALENV: 'false' },
  })
  if (result.exitCode === 0) return
  const lastLines = `${result.stdout}\n${result.stderr}`.trim().split(/\r?\n/).slice(-12)
  throw new ToolError(
    'REHEARSAL_DEPENDENCIES_FAILED',
    `The function's dependencies cannot be installed for this machine's Python: ${lastLines.find((line) => line.startsWith('ERROR')) ?? lastLines.at(-1)}`,
    { tool: 'pip', command: `pip install --target ${what.join(' ')}`, toolExitCode: result.exitCode, lastLines },
  )
}

/** Waits for all of them, failed or not: pip would go on writing into a folder that was removed meanwhile. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  for (const each of await Promise.allSettled(work)) if (each.status === 'rejected') throw each.reason
}

/**
 * Installs what the layers hold a second time, for this machine's Python: the same distributions in the same versions,
 * and beside them what the Lambda runtime brings. Every file but compiled ones must equal the layer's, byte for byte.
 * Done once for a content; gives the folders for PYTHONPATH, in Lambda's order.
 * @throws {ToolError} REHEARSAL_DEPENDENCIES_FAILED when pip cannot install them.
 * @throws {Error} when the installed files are not the layer's.
 */
export async function makeLocalEnvironment(options: LocalEnvironmentOptions): Promise<readonly string[]> {
  const { python, layers, runtimeRequirements, parent, log } = options
  const version = (await run([python, '-VV'])).stdout
  const hash = createHash('sha256').update(
    JSON.stringify([layoutVersion, python, version, layers.map((each) => each.sha256)]),
  )
  hash.update(await readFile(runtimeRequirements))
  const directory = join(parent, hash.digest('hex').slice(0, 32))
  const folders = [...layers.map((_, index) => `layer-${index}`), 'local', 'runtime']
  const paths = folders.map((folder) => join(directory, folder))
  const ready = await access(join(directory, 'ready')).then(
    () => true,
    () => false,
  )
  if (ready) return paths

  log("Installing the function's dependencies for this machine's Python")
  const unfinished = join(parent, `unfinished-${randomUUID()}`)
  try {
    await allEnded([
      install(python, join(unfinished, 'runtime'), ['--requirement', runtimeRequirements]),
      ...layers.map(async (layer, index) => {
        const target = join(unfinished, `layer-${index}`)
        const { pinned, local } = await readDistributions(join(layer.directory, 'python'), python)
        await allEnded([
          install(python, target, pinned.length > 0 ? ['--no-deps', ...pinned] : []),
          install(python, join(unfinished, 'local'), local),
        ])
        if (pinned.length === 0) return
        const differences = await comparePackages(join(layer.directory, 'python'), target)
        if (differences.length > 0) {
          throw new Error(
            `The dependencies package does not hold what its distributions publish, so it cannot be rehearsed here: ${differences.slice(0, 5).join('; ')}${differences.length > 5 ? `; and ${differences.length - 5} more` : ''}.`,
          )
        }
      }),
    ])
    await writeFile(join(unfinished, 'ready'), '')
    await rm(directory, { recursive: true, force: true })
    await rename(unfinished, directory)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  return paths
}
