import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type BuiltPage, buildPage } from './build-page.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 })

let page: BuiltPage
let again: BuiltPage

/** Path and content hash of every file. */
function contentsOf({ folder }: BuiltPage): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = names.map((entry) => join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

const filesOf = (built: BuiltPage, ending: string) =>
  Object.keys(contentsOf(built))
    .filter((path) => path.endsWith(ending))
    .map((path) => readFileSync(join(built.folder, path)))

beforeAll(async () => {
  page = await buildPage({ NODE_ENV: 'development' })
  again = await buildPage({ NODE_ENV: '', TZ: 'Asia/Tokyo' })
})
afterAll(async () => {
  await page?.remove()
  await again?.remove()
})

test('is the same bytes twice, whatever the environment', () => {
  expect(contentsOf(page)).toEqual(contentsOf(again))
})

test('carries a hash in the name of every script and style', () => {
  const assets = Object.keys(contentsOf(page)).filter((path) => /\.(js|css)$/.test(path))
  expect(assets.length).toBeGreaterThan(1)
  expect(assets.filter((path) => !/^\/assets\/[\w-]+-[\w-]{8}\.(js|css)$/.test(path))).toEqual([])
})

test('stays within 90 KB of compressed script', () => {
  const bytes = filesOf(page, '.js').reduce((sum, script) => sum + brotliCompressSync(script).length, 0)
  expect(bytes).toBeGreaterThan(20_000)
  expect(bytes).toBeLessThan(90_000)
})

test('knows no address of an API, and nothing is inline', () => {
  const html = String(filesOf(page, 'index.html')[0])
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/)
  expect(html).not.toContain('%TWIN_')
  const addresses = [html, ...filesOf(page, '.js').map(String)].flatMap(
    (text) => text.match(/https?:\/\/[\w.-]+/g) ?? [],
  )
  // React's own names of its error pages and of XML namespaces are no requests.
  const known = ['https://react.dev', 'http://www.w3.org']
  expect([...new Set(addresses)].filter((address) => !known.includes(address))).toEqual([])
})
