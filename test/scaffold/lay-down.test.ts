import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindOfDirectory, unfinishedMark } from '../../source/scaffold/is-project.ts'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { run } from '../../source/services/shell.ts'
import { filesBelow, repository } from '../support/repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const version = '1.2.3'
const all = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

describe('a folder', () => {
  it.each([
    ['that does not exist', undefined, 'free'],
    ['that is empty', [], 'free'],
    ['of a new repository', ['.git/config', '.gitignore', 'README.md', 'LICENSE'], 'free'],
    ['with work in it', ['README.md', 'thesis.txt'], 'occupied'],
    [
      'with a project',
      ['terraform/versions.tf', 'backend/app/core/config.py', 'frontend/package.json', 'notes.txt'],
      'project',
    ],
    ['with half a project of somebody else', ['terraform/versions.tf', 'frontend/package.json'], 'occupied'],
    ['in which a run was killed', [unfinishedMark, 'terraform/versions.tf'], 'unfinished'],
    [
      'in which a run was killed at its last file',
      [unfinishedMark, 'terraform/versions.tf', 'backend/app/core/config.py', 'frontend/package.json'],
      'unfinished',
    ],
  ])('%s is %3$s', (_, files, kind) => {
    const root = join(temporaryFolder(), 'here')
    for (const file of files ?? []) write(root, file)
    if (files) mkdirSync(root, { recursive: true })
    expect(kindOfDirectory(root)).toBe(kind)
  })
})

describe('laying a project down', () => {
  it('brings everything that a twin is made of, and nothing of a working copy', async () => {
    const root = join(temporaryFolder(), 'twin')
    const count = await layDown(repository, root, version)
    expect(count).toBe(all(root).length)
    expect(kindOfDirectory(root)).toBe('project')
    const wanted = ['terraform', 'backend', 'frontend']
      .flatMap(filesBelow)
      .filter((path) => !/(_cache|\.venv)\//.test(path))
    expect(wanted.filter((path) => !existsSync(join(root, path)))).toEqual([])
    const odd = all(root).filter((entry) =>
      /node_modules|__pycache__|\.terraform$|dist|_cache$/.test(entry.parentPath.slice(root.length)),
    )
    expect(odd.map(({ name }) => name)).toEqual([])
  })

  it('gives dot-files their dot back and scripts their right to run', async () => {
    const root = temporaryFolder()
    await layDown(repository, root, version)
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('.twin/')
    expect(readdirSync(root).filter((name) => name.startsWith('_'))).toEqual([])
    expect(existsSync(join(root, 'backend/app/__init__.py'))).toBe(true)
    for (const script of ['deploy.sh', 'destroy.sh']) {
      expect(statSync(join(root, 'scripts', script)).mode & 0o111).toBe(0o111)
      const { stdout } = await run([join(root, 'scripts', script), '--help'])
      expect(stdout).toContain(`./scripts/${script}`)
    }
  })

  it('keeps files that are there already', async () => {
    const root = temporaryFolder()
    write(root, 'README.md', 'mine')
    write(root, 'terraform/dev.tfvars', 'mine')
    await layDown(repository, root, version)
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('mine')
    expect(readFileSync(join(root, 'terraform/dev.tfvars'), 'utf8')).toBe('mine')
  })

  it('finishes what a killed run began', async () => {
    const assets = temporaryFolder()
    for (const folder of ['terraform', 'backend', 'frontend', 'templates']) write(assets, `${folder}/a.txt`)
    const root = temporaryFolder()
    // The last folder cannot be read, so the run ends in the middle.
    rmSync(join(assets, 'templates'), { recursive: true })
    await expect(layDown(assets, root, version)).rejects.toThrow()
    expect(kindOfDirectory(root)).toBe('unfinished')
    expect(readFileSync(join(root, unfinishedMark), 'utf8')).toBe(`${version}\n`)
    write(assets, 'templates/a.txt')
    expect(await layDown(assets, root, version)).toBe(1)
    expect(existsSync(join(root, unfinishedMark))).toBe(false)
  })

  it('puts nothing under its own name before it is whole', async () => {
    const assets = temporaryFolder()
    for (const folder of ['terraform', 'backend', 'frontend', 'templates'])
      write(assets, `${folder}/a.txt`, 'all of it')
    const root = temporaryFolder()
    // What a run leaves that is killed while it copies.
    write(root, unfinishedMark)
    write(root, 'terraform/a.txt.laying-down', 'all')
    expect(await layDown(assets, root, version)).toBe(4)
    expect(readFileSync(join(root, 'terraform/a.txt'), 'utf8')).toBe('all of it')
    expect(existsSync(join(root, 'terraform/a.txt.laying-down'))).toBe(false)
  })

  it('makes the folder of answers its owner’s alone', async () => {
    const root = temporaryFolder()
    const before = process.umask(0o022)
    await layDown(repository, root, version).finally(() => process.umask(before))
    expect(statSync(join(root, '.twin')).mode & 0o777).toBe(0o700)
  })
})

function write(root: string, path: string, text = ''): void {
  const file = join(root, path)
  mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true })
  writeFileSync(file, text)
}
