import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { belongsInLayer } from './layer-content.ts'
import type { ListedFile } from './list-files.ts'
import type { PackagePart } from './package-parts.ts'

interface Distribution {
  readonly name: string
  /** Names of what it needs itself, extras left out. */
  readonly needs: readonly string[]
  /** Unpacked, in the layer. */
  readonly bytes: number
}

/** Names that mean the same (https://packaging.python.org/en/latest/specifications/name-normalization/). */
const normalized = (name: string) => name.toLowerCase().replace(/[-_.]+/g, '-')

const nameAtStart = (line: string) => /^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1]

/**
 * What pip put into a folder, by distribution, each with the requirement one would take out to be rid of it.
 * @param requirementsIn the text of requirements.in, where people name what they want themselves.
 */
export async function sizesOfDistributions(
  files: readonly ListedFile[],
  requirementsIn: string,
): Promise<readonly PackagePart[]> {
  const records = files.filter(({ path }) => /^[^/]+\.dist-info\/RECORD$/.test(path))
  const distributions = await Promise.all(records.map(readDistribution))
  const wanted = requirementsIn.split('\n').flatMap((line) => nameAtStart(line) ?? [])
  const roots = wanted.map((name) => ({ name, brings: closureOf(normalized(name), distributions) }))
  return distributions.map(({ name, bytes }) => {
    const blamed = roots.filter(({ brings }) => brings.has(normalized(name))).map((root) => root.name)
    return { name, bytes, remedy: remedyFor(name, blamed) }
  })
}

function remedyFor(name: string, blamed: readonly string[]): string {
  const lock = '(cd backend && pip-compile --generate-hashes --strip-extras requirements.in)'
  return blamed.length > 0
    ? `${lock}   # after taking ${blamed.join(' and ')} out of backend/requirements.in`
    : `${lock}   # after taking out of backend/requirements.in what brings ${name}`
}

/** Formats: https://packaging.python.org/en/latest/specifications/recording-installed-packages/ and core-metadata/. */
async function readDistribution({ absolute, path }: ListedFile): Promise<Distribution> {
  const folder = dirname(absolute)
  const metadata = await readFile(join(folder, 'METADATA'), 'utf8').catch(() => '')
  const record = await readFile(absolute, 'utf8')
  const paths = record.split('\n').map((line) => /^(?:"([^"]*)"|([^,]*)),/.exec(line)?.slice(1).join('') ?? '')
  const sizes = await Promise.all(
    paths
      .filter((each) => each !== '' && !each.startsWith('..') && belongsInLayer(each))
      .map((each) =>
        stat(join(dirname(folder), each)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  )
  const fields = (name: string) =>
    [...metadata.matchAll(new RegExp(`^${name}: (.*)$`, 'gm'))].map(([, value = '']) => value)
  return {
    name: fields('Name')[0]?.trim() ?? path.split('-')[0] ?? path,
    needs: fields('Requires-Dist')
      .filter((line) => !/;.*\bextra\s*==/.test(line))
      .flatMap((line) => nameAtStart(line) ?? [])
      .map(normalized),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  }
}

/** A distribution and all it brings along. */
function closureOf(name: string, distributions: readonly Distribution[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const pending = [name]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    pending.push(...(distributions.find((each) => normalized(each.name) === next)?.needs ?? []))
  }
  return reached
}
