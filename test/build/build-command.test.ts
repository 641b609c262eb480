import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildCommand } from '../../source/services/build/build-command.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

const byNpm = ['/npm', 'run', 'build']

async function commandFor(scripts: unknown, files: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder()
  await writeFiles(folder, { 'package.json': JSON.stringify({ scripts }), 'node_modules/.bin/vite': '', ...files })
  return { folder, command: await buildCommand(folder, '/npm') }
}

test('a plain command of an installed package is started without npm', async () => {
  const { folder, command } = await commandFor({ build: 'vite build --mode=production' })
  expect(command).toEqual([join(folder, 'node_modules', '.bin', 'vite'), 'build', '--mode=production'])
})

test.each([
  ['is none of the installed', { build: 'other build' }],
  ['needs a shell', { build: 'vite build && echo done' }],
  ['names a variable', { build: 'vite build $MODE' }],
  ['sets one', { build: 'MODE=x vite build' }],
  ['has one before it', { build: 'vite build', prebuild: 'x' }],
  ['has one after it', { build: 'vite build', postbuild: 'x' }],
  ['is missing', {}],
])('npm does it where the script %s', async (_words, scripts) => {
  expect((await commandFor(scripts)).command).toEqual(byNpm)
})

test('npm says what is wrong with a file that is no JSON', async () => {
  expect((await commandFor({}, { 'package.json': '{' })).command).toEqual(byNpm)
})
