import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BuiltPage, buildPage } from './build-page.ts'
import { launchBrowser } from './find-browser.ts'
import { type PageServer, startPageServer } from './page-server.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 })

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** Where a person can look at what axe looked at. */
const pictures = fileURLToPath(new URL('../../node_modules/.cache/pictures/', import.meta.url))

let built: BuiltPage
let browser: Browser
let server: PageServer

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  built = await buildPage()
  browser = await launchBrowser()
  server = await startPageServer(built.folder)
})
beforeEach(() => {
  server.turns.length = 0
  server.answers.length = 0
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await built?.remove()
})

const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  welcome: async (page) => page.getByText('To begin with').waitFor(),
  conversation: async (page) => page.getByText('From before.').waitFor(),
  waiting: async (page) => {
    server.answers.push(new Promise(() => {}))
    await ask(page, 'Are you there?')
    await page.getByRole('button', { name: 'Stop' }).waitFor()
  },
  failure: async (page) => {
    server.answers.push({ status: 429, headers: { 'retry-after': '30' }, body: {} })
    await ask(page, 'Too fast?')
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Your question').fill('x'.repeat(2_003))
  },
}

async function ask(page: Page, question: string) {
  await page.getByLabel('Your question').fill(question)
  await page.keyboard.press('Enter')
}

const screens = { desktop: { width: 1280, height: 860 }, phone: { width: 360, height: 740 } } as const

describe.each(Object.keys(screens) as (keyof typeof screens)[])('on a %s', (screen) => {
  describe.each(['light', 'dark'] as const)('in %s mode', (colorScheme) => {
    test.each(Object.keys(states))('axe finds nothing in the %s', async (state) => {
      if (state !== 'welcome') {
        const reply =
          'From before.\n\n- a **list**\n\n| a | table |\n|-|-|\n| 1 | 2 |\n\n> quote and [link](https://example.org)'
        server.turns.push({ role: 'user', text: 'Who are you?' }, { role: 'assistant', text: reply })
      }
      // The page forbids foreign scripts, and axe is one.
      const context = await browser.newContext({
        viewport: screens[screen],
        colorScheme,
        reducedMotion: 'reduce',
        bypassCSP: true,
      })
      const page = await context.newPage()
      await page.goto(server.url)
      await page.locator('[role=log][aria-busy=false]').waitFor({ state: 'attached' })
      await states[state]?.(page)
      await page.addScriptTag({ path: axe })
      const found = (await page.evaluate('axe.run()')) as AxeResults
      await page.screenshot({ path: join(pictures, `${state}-${screen}-${colorScheme}.png`) })
      await context.close()
      expect(found.passes.length).toBeGreaterThan(15)
      const words = found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html)}`)
      expect(words).toEqual([])
    })
  })
})
