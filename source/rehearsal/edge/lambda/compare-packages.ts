import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { belongsInLayer } from '../../../services/build/layer-content.ts'
import { listFiles } from '../../../services/build/list-files.ts'

/** Machine code, and what tells about the build of a distribution: these differ between platforms by their nature. */
const differsByNature = (path: string) =>
  /\.(so|pyd|dylib|dll|a)(\.\d+)*$/.test(path) ||
  path.split('/').some((part) => /\.(dist-info|libs|dylibs)$/.test(part))

async function comparable(folder: string): Promise<Set<string>> {
  const files = await listFiles(folder, (path) => belongsInLayer(path))
  return new Set(files.map((file) => file.path).filter((path) => !differsByNature(path)))
}

/**
 * How the packages installed for this machine differ from the layer's, beyond compiled files: a sentence for each file,
 * none when they are the same.
 */
export async function comparePackages(layer: string, installed: string): Promise<readonly string[]> {
  const [wanted, given] = await Promise.all([comparable(layer), comparable(installed)])
  const differences = await Promise.all(
    [...wanted].map(async (path) => {
      if (!given.has(path)) return [`${path} is missing here`]
      const [there, here] = await Promise.all([readFile(join(layer, path)), readFile(join(installed, path))])
      return there.equals(here) ? [] : [`${path} differs`]
    }),
  )
  const added = [...given].filter((path) => path.endsWith('.py') && !wanted.has(path))
  return [...differences.flat(), ...added.map((path) => `${path} is not in the layer`)]
}
