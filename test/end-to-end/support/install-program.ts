import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sharedFolder } from './shared-folder.ts'

const clone = fileURLToPath(new URL('../../../', import.meta.url))

export interface InstalledProgram {
  /** Holds `twin` and `create-digital-twin`; comes first on a world's PATH. */
  readonly bin: string
  /** The package as it lies in node_modules. */
  readonly folder: string
}

function npm(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 300_000 })
  if (status === 0) return stdout
  throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${stderr}`)
}

/**
 * Packs the clone as npm would publish it and installs the tarball in an empty folder far from the
 * clone, once for all test files, so that a file missing from the package is missed here too.
 * TWIN_TEST_TARBALL names a tarball that is packed already, for a release that tests the very bytes
 * it publishes.
 */
export function installProgram(): InstalledProgram {
  const place = sharedFolder('installed', (folder) => {
    const given = process.env.TWIN_TEST_TARBALL
    const packed = given ?? join(folder, npm(['pack', '--silent', '--pack-destination', folder], clone).trim())
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    // Offline: the package brings everything, so there is nothing to fetch.
    npm(['install', '--offline', '--no-audit', '--no-fund', packed], folder)
  })
  return {
    bin: join(place, 'node_modules', '.bin'),
    folder: join(place, 'node_modules', 'create-digital-twin'),
  }
}
