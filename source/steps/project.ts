import { accessSync, constants } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { UserError } from '../errors.ts'
import { type DirectoryKind, kindOfDirectory } from '../scaffold/is-project.ts'
import { layDown } from '../scaffold/lay-down.ts'

interface Facts {
  readonly kind: DirectoryKind
  readonly root: string
  readonly isWritable: boolean
}

/** In a fork or an existing project nothing is touched; an empty or new folder gets the project. */
export const project: Step<Context, Facts> = {
  id: 'project',
  title: 'Project',
  inspect: async (context) => {
    const { root } = context.paths()
    return { kind: kindOfDirectory(root), root, isWritable: isWritable(root) }
  },
  assess: ({ kind, root, isWritable }) => {
    if (kind === 'project') return { status: 'satisfied', detail: shortPath(root) }
    if (kind === 'occupied') {
      return {
        status: 'blocked',
        problem: new UserError(
          'DIRECTORY_NOT_EMPTY',
          `${root} is not empty and holds no twin project. Nothing in it was changed.`,
          ['Name a new folder: create-digital-twin my-twin'],
        ),
      }
    }
    if (!isWritable) {
      return {
        status: 'blocked',
        problem: new UserError('DIRECTORY_NOT_WRITABLE', `You may not write to ${root}.`, [
          'Name another folder: create-digital-twin my-twin',
        ]),
      }
    }
    return { status: 'missing', plan: [`Lay down terraform, backend, frontend and scripts in ${root}.`] }
  },
  apply: async (context, { root }, report) => {
    report('laying down the project')
    await mkdir(root, { recursive: true })
    await layDown(context.assets, root, context.version)
    await context.loadAnswers()
    await context.saveAnswers()
  },
}

/** The nearest folder that exists decides. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch (problem) {
    const parent = dirname(path)
    return (problem as NodeJS.ErrnoException).code === 'ENOENT' && parent !== path && isWritable(parent)
  }
}

function shortPath(path: string): string {
  const near = relative(process.cwd(), path)
  if (near === '') return 'this folder'
  return near.startsWith('..') ? path : near
}
