import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'

/** Runs `work` while no other process does for this folder: two starts at once become one account. */
export async function withStartLock<T>(home: string, work: () => Promise<T>): Promise<T> {
  const path = join(home, 'starting.lock')
  while (!(await take(path))) await wait(50)
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

/** Takes the lock, or clears one whose holder is gone and lets the next round take it. */
async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = Number(await readFile(path, 'utf8').catch(() => ''))
  if (holder > 0 && !isAlive(holder)) await rm(path, { force: true })
  return false
}
