import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What every twin project, and every fork of this repository, has. */
const landmarks = ['terraform/versions.tf', 'backend/app/core/config.py', 'frontend/package.json']

/** Stands while a project is being laid down, so that a killed run is finished and not refused. */
export const unfinishedMark = join('.twin', 'laying-down')

/** Files that a new repository or folder may hold without being anybody's work. */
const harmless = new Set([
  '.git',
  '.gitignore',
  '.gitattributes',
  '.twin',
  '.DS_Store',
  'LICENSE',
  'README.md',
  '.idea',
  '.vscode',
])

export type DirectoryKind = 'project' | 'unfinished' | 'free' | 'occupied'

/** Whether a twin lives in a directory, could be laid down there, or neither. */
export function kindOfDirectory(directory: string): DirectoryKind {
  if (existsSync(join(directory, unfinishedMark))) return 'unfinished'
  if (landmarks.every((landmark) => existsSync(join(directory, landmark)))) return 'project'
  if (!existsSync(directory)) return 'free'
  return readdirSync(directory).every((name) => harmless.has(name)) ? 'free' : 'occupied'
}
