import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../../../source/paths.ts'
import { homeVariable } from '../../support/test-environment.mjs'
import { sharedFolder } from './shared-folder.ts'

/** What a first world has built of the Lambda's dependencies, which are the same in all of them. */
const shared = 'built-packages'
const isPackage = (name: string) => name.startsWith('dependencies-')

/** Gives a world what an earlier one has built, if there was one. */
export function bringPackages(env: Readonly<Record<string, string | undefined>>): void {
  const kept = join(process.env[homeVariable] ?? '', shared)
  if (!process.env[homeVariable] || !existsSync(kept)) return
  mkdirSync(cacheDirectory(env), { recursive: true })
  cpSync(kept, cacheDirectory(env), { recursive: true })
}

/** Keeps for later worlds what this one has built. */
export function keepPackages(env: Readonly<Record<string, string | undefined>>): void {
  const cache = cacheDirectory(env)
  const built = existsSync(cache) ? readdirSync(cache).filter(isPackage) : []
  if (!process.env[homeVariable] || built.every((name) => !name.endsWith('.json'))) return
  sharedFolder(shared, (folder) => {
    for (const name of built) cpSync(join(cache, name), join(folder, name))
  })
}
