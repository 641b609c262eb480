import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { UserError } from '../../errors.ts'
import type { run as runProgram } from '../shell.ts'
import { sizesOfDistributions } from './distribution-sizes.ts'
import { belongsInLayer } from './layer-content.ts'
import { listFiles } from './list-files.ts'
import { checkPackageLimits, type PackageSize } from './package-limits.ts'
import { largestParts } from './package-parts.ts'
import { explainPipFailure } from './pip-failure.ts'
import { withUnixLineEnds } from './text-bytes.ts'
import { type BuiltPackage, writeZip } from './write-zip.ts'

/** Raise it when the same requirements must give another zip. */
const builderVersion = '1'

/** What Amazon Linux 2023 (glibc 2.34), under the python3.13 runtime, can load; newest first, as pip prefers. */
const platforms = ['manylinux_2_34', 'manylinux_2_31', 'manylinux_2_28', 'manylinux_2_17', 'manylinux2014']

const recordSchema = z.object({
  bytes: z.number(),
  unzippedBytes: z.number(),
  sha256: z.string(),
  largest: z.array(z.object({ name: z.string(), bytes: z.number(), remedy: z.string() })).readonly(),
})

export interface DependenciesOptions {
  readonly requirementsFile: string
  /** The interpreter whose pip is used; see `findPython`. */
  readonly python: string
  readonly output: string
  readonly cacheDirectory: string
  readonly run: typeof runProgram
  readonly signal?: AbortSignal
  readonly report?: (message: string) => void
}

/**
 * Packs the backend's dependencies as a Lambda layer (`python/…`) for CPython 3.13 on arm64 Linux, from wheels alone and
 * with every hash checked, so that it needs neither Docker nor a compiler. The user's own pip configuration (index, proxy,
 * certificates) holds. Kept by the content of the requirements: a second build only copies a file.
 * @throws {UserError} REQUIREMENTS_MISSING, PACKAGE_TOO_LARGE, and what `explainPipFailure` makes of pip's output.
 * @throws {CancelledError} when `signal` ended it; the temporary folder is removed in every case.
 */
export async function buildDependenciesPackage(options: DependenciesOptions): Promise<BuiltPackage> {
  const requirements = await readFile(options.requirementsFile).catch(() => {
    throw new UserError('REQUIREMENTS_MISSING', `${options.requirementsFile} cannot be read.`, [
      'Restore it: git checkout -- backend/requirements.txt',
    ])
  })
  const kept = placeFor(requirements, options.cacheDirectory)
  const built = (await readKept(kept)) ?? (await build(options, kept))
  checkPackageLimits({ 'dependencies package': built })
  await copyWhole(kept, options.output)
  return { ...built, path: options.output }
}

function placeFor(requirements: Buffer, cacheDirectory: string): string {
  const key = createHash('sha256').update(`${builderVersion}\n`).update(withUnixLineEnds(requirements)).digest('hex')
  return join(cacheDirectory, `dependencies-${key.slice(0, 32)}.zip`)
}

/** How large the package of these requirements was when it was last built on this computer, or nothing. */
export async function sizeOfKeptDependencies(
  requirementsFile: string,
  cacheDirectory: string,
): Promise<PackageSize | undefined> {
  const requirements = await readFile(requirementsFile).catch(() => undefined)
  if (!requirements) return undefined
  return readRecord(placeFor(requirements, cacheDirectory)).catch(() => undefined)
}

const readRecord = async (kept: string) => recordSchema.parse(JSON.parse(await readFile(`${kept}.json`, 'utf8')))

async function readKept(kept: string): Promise<BuiltPackage | undefined> {
  try {
    const record = await readRecord(kept)
    const sha256 = createHash('sha256')
      .update(await readFile(kept))
      .digest('hex')
    return sha256 === record.sha256 ? { ...record, path: kept } : undefined
  } catch {
    // Not there, or damaged: it is built again.
    return undefined
  }
}

async function build(options: DependenciesOptions, kept: string): Promise<BuiltPackage> {
  const target = await mkdtemp(join(tmpdir(), 'twin-dependencies-'))
  try {
    await install(options, target)
    const files = await listFiles(target, () => true)
    const entries = files.filter((file) => belongsInLayer(file.path))
    const contents = await Promise.all(
      entries.map(async (file) => ({ path: `python/${file.path}`, content: await readFile(file.absolute) })),
    )
    options.report?.('Packing the dependencies')
    const { bytes, unzippedBytes, sha256 } = await writeZip(contents, kept, 9)
    const wanted = await readFile(options.requirementsFile.replace(/\.txt$/, '.in'), 'utf8').catch(() => '')
    const largest = largestParts(await sizesOfDistributions(files, wanted))
    await writeFile(`${kept}.json`, JSON.stringify({ bytes, unzippedBytes, sha256, largest }))
    return { path: kept, bytes, unzippedBytes, sha256, largest }
  } finally {
    await rm(target, { recursive: true, force: true })
  }
}

async function install(options: DependenciesOptions, target: string): Promise<void> {
  const { python, requirementsFile, run, signal, report } = options
  const command: [string, ...string[]] = [
    python,
    ...['-m', 'pip', 'install', '--target', target, '--requirement', requirementsFile, '--require-hashes'],
    ...['--implementation', 'cp', '--python-version', '3.13', '--only-binary=:all:', '--no-compile'],
    ...platforms.flatMap((platform) => ['--platform', `${platform}_aarch64`]),
    ...['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'],
  ]
  const result = await run(command, {
    tool: 'pip',
    allowFailure: true,
    // A shell that insists on a virtual environment means the user's own packages, not this private folder.
    env: { ...process.env, PIP_REQUIRE_VIRTUALENV: 'false', PYTHONDONTWRITEBYTECODE: '1' },
    ...(signal ? { signal } : {}),
    onLine: (line) => {
      const name = /^(?:Collecting|Downloading|Installing collected packages:) (.*)/.exec(line.trim())?.[0]
      if (name) report?.(name.replace(/https?:\S*\//, ''))
    },
  })
  if (result.exitCode !== 0) {
    throw explainPipFailure(`${result.stdout}\n${result.stderr}`, result.exitCode, 'pip install --target')
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  const unfinished = `${to}.${process.pid}`
  await copyFile(from, unfinished)
  await rename(unfinished, to)
}
