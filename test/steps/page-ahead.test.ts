import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { buildPageAhead, page, rememberPage } from '../../source/steps/page.ts'
import { fakeContext } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A project whose page is built by a script of one line. */
function project(
  build = "require('fs').mkdirSync('dist',{recursive:true});require('fs').appendFileSync('dist/index.html','built ')",
) {
  const root = temporaryFolder()
  const frontend = join(root, 'frontend')
  for (const folder of [frontend, join(root, '.twin')]) mkdirSync(folder)
  const about = { name: 'page', version: '1.0.0' }
  const lock = { ...about, lockfileVersion: 3, packages: { '': about } }
  writeFileSync(join(frontend, 'build.cjs'), build)
  writeFileSync(join(frontend, 'package.json'), JSON.stringify({ ...about, scripts: { build: 'node build.cjs' } }))
  writeFileSync(join(frontend, 'package-lock.json'), JSON.stringify(lock))
  const context = (options = {}) => fakeContext({ root, options })
  return { context, html: join(frontend, 'dist', 'index.html') }
}

it('builds a page that changed since the last deployment from here, once, and the step takes it over', async () => {
  const { context, html } = project()
  const run = context()
  await rememberPage(run, 'earlier')
  await buildPageAhead(run, 'now')
  expect(await performStep(page, run)).toMatchObject({ outcome: 'satisfied', detail: 'built from your source' })
  expect(readFileSync(html, 'utf8')).toBe('built ')
})

it.each([
  ['nothing changed', 'now', {}],
  ['nobody knows what was deployed from here', undefined, {}],
  ['nothing may change', 'earlier', { dryRun: true }],
  ['everything is done anew', 'earlier', { force: true }],
])('does not where %s', async (_, remembered, options) => {
  const { context, html } = project()
  const run = context(options)
  await rememberPage(run, remembered)
  await buildPageAhead(run, 'now')
  expect(run.found.pageAhead).toBeUndefined()
  expect(existsSync(html)).toBe(false)
})

it('says what went wrong where the step would have', async () => {
  const { context } = project("console.error('no such thing');process.exit(3)")
  const run = context()
  await rememberPage(run, 'earlier')
  await buildPageAhead(run, 'now')
  expect(await performStep(page, run)).toMatchObject({ outcome: 'threw', problem: { code: 'NPM_FAILED' } })
})
