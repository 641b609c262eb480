import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type BuiltPage, buildPage } from './build-page.ts'
import { contrastOf } from './contrast.ts'
import { launchBrowser } from './find-browser.ts'
import { type PageServer, startPageServer } from './page-server.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 })

const wide = [
  `A word of 300 letters: ${'x'.repeat(300)}`,
  `| ${'column | '.repeat(12)}\n|${'-|'.repeat(12)}\n| ${'value-that-is-long | '.repeat(12)}`,
  `\`\`\`\n${'code '.repeat(60)}\n\`\`\``,
  `https://example.org/${'path/'.repeat(60)}`,
].join('\n\n')

let built: BuiltPage
let browser: Browser
let server: PageServer

beforeAll(async () => {
  built = await buildPage()
  browser = await launchBrowser()
  server = await startPageServer(built.folder)
})
afterEach(async () => {
  server.turns.length = 0
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await built?.remove()
})

async function open(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
  const page = await browser.newPage(options)
  await page.goto(server.url)
  await page.locator('[role=log][aria-busy=false]').waitFor({ state: 'attached' })
  return page
}

describe.each([320, 360, 800, 1_280])('%i px wide', (width) => {
  test.each(['welcome', 'thread'])('the %s never scrolls sideways, and the Composer is in view', async (state) => {
    if (state === 'thread') {
      server.turns.push({ role: 'user', text: 'y'.repeat(300) }, { role: 'assistant', text: wide })
    }
    const page = await open({ viewport: { width, height: 740 } })
    expect(await page.locator('.reply').count()).toBe(state === 'thread' ? 1 : 0)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const box = await page.getByRole('button', { name: 'Ask', exact: true }).boundingBox()
    expect(box?.y).toBeLessThan(740)
    expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    expect(box?.height).toBeGreaterThanOrEqual(24)
  })
})

describe.each(['light', 'dark'] as const)('in %s mode', (colorScheme) => {
  test('every text has a contrast of at least 4.5 to 1', async () => {
    server.turns.push({ role: 'user', text: 'Q' })
    server.turns.push({ role: 'assistant', text: 'A [link](https://example.org)\n\n> quote\n\n`code`' })
    const page = await open({ colorScheme, reducedMotion: 'reduce' })
    server.answers.push({ status: 500, body: {} })
    await page.getByLabel('Your question').fill('Fail')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Your question').fill('x'.repeat(2_001))
    await page.locator('.counter.over').waitFor()
    const texts = await contrastOf(page)
    expect(texts.length).toBeGreaterThan(12)
    expect(texts.filter(({ ratio }) => ratio < 4.5)).toEqual([])
  })

  test('the welcome, too', async () => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' })
    expect((await contrastOf(page)).filter(({ ratio }) => ratio < 4.5)).toEqual([])
  })
})

test('dark mode is dark and light mode is light', async () => {
  const brightness = async (colorScheme: 'light' | 'dark') => {
    const page = await open({ colorScheme })
    const color = String(await page.evaluate('getComputedStyle(document.body).backgroundColor'))
    return Math.max(...(color.match(/\d+/g) ?? []).map(Number))
  }
  expect(await brightness('dark')).toBeLessThan(60)
  expect(await brightness('light')).toBeGreaterThan(200)
})

test('nothing moves for those who asked for that', async () => {
  server.turns.push({ role: 'user', text: 'Q' }, { role: 'assistant', text: 'A' })
  const moving =
    'document.getAnimations().length + (getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? 1 : 0)'
  expect(await (await open({ reducedMotion: 'no-preference' })).evaluate(moving)).toBeGreaterThan(0)
  const page = await open({ reducedMotion: 'reduce' })
  server.answers.push(new Promise(() => {}))
  await page.getByLabel('Your question').fill('Wait')
  await page.keyboard.press('Enter')
  await page.locator('.waiting').waitFor()
  expect(await page.evaluate(moving)).toBe(0)
})

test('focus is always visible', async () => {
  const page = await open({})
  const seen: unknown[] = []
  for (let step = 0; step < 7; step += 1) {
    await page.keyboard.press('Tab')
    const look = `(() => {
      const one = document.activeElement
      const shown = getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one.closest('.field') ?? one).boxShadow !== 'none'
      return { name: one.id || one.textContent, shown }
    })()`
    seen.push(await page.evaluate(look))
  }
  expect(seen.map((one) => (one as { shown: boolean }).shown)).toEqual(Array(7).fill(true))
  expect(seen).toContainEqual({ name: 'question', shown: true })
  expect(seen).toContainEqual({ name: 'Ask', shown: true })
})
