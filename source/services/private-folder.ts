import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './this-machine.ts'

const prefix = 'create-digital-twin-'

/**
 * A folder only this user can read (mkdtemp makes it 0700), for what must not outlive the run: saved
 * plans hold secrets in clear. Gone when the process ends; what a killed run left is removed by the
 * next one.
 */
export async function makePrivateFolder(): Promise<string> {
  await removeOrphans()
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function removeOrphans(): Promise<void> {
  const names = await readdir(tmpdir())
  await Promise.all(
    names.map(async (name) => {
      const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0
      // Somebody else's folder refuses to go, which is as it should be.
      if (owner > 0 && !isAlive(owner)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {})
    }),
  )
}
