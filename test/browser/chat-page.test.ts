import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BuiltPage, buildPage } from './build-page.ts'
import { launchBrowser } from './find-browser.ts'
import { type PageServer, startPageServer } from './page-server.ts'
import { talkToTwin } from './talk.ts'
import { troublesOf, watchForTroubles } from './watch-page.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 })

let built: BuiltPage
let browser: Browser
let server: PageServer
let page: Page

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options })
  const opened = await context.newPage()
  await watchForTroubles(opened)
  await opened.goto(server.url)
  await opened.locator('[role=log][aria-busy=false]').waitFor({ state: 'attached' })
  return opened
}

const composer = () => page.getByLabel('Your question')
const reply = (words: string) => page.getByRole('log').locator('.reply').getByText(words)

async function ask(question: string) {
  await composer().fill(question)
  await composer().press('Enter')
}

/** The question beside the Thread's failure, and the button below it. */
const failure = () => page.getByRole('log').getByRole('alert')
const retryButton = () => page.getByRole('button', { name: /^Try again/ })

beforeAll(async () => {
  built = await buildPage()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await built?.remove()
})

beforeEach(async () => {
  server = await startPageServer(built.folder)
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await server.close()
})

describe('a conversation', () => {
  test('by keyboard alone: skip link, two lines, reply, and focus stays', async () => {
    page = await open()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Skip/)
    await page.keyboard.press('Enter')
    await page.keyboard.type('First line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('second line')
    await page.keyboard.press('Enter')
    await reply('You said: First line').waitFor()
    expect(server.questions).toEqual(['First line\nsecond line'])
    expect(await composer().inputValue()).toBe('')
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    expect(troublesOf(page)).toEqual([])
  })

  test('the question is on screen before the reply, and a second one waits for it', async () => {
    page = await open()
    let answer: (value: { body: unknown }) => void = () => {}
    server.answers.push(new Promise((resolve) => (answer = resolve)))
    await ask('Slow?')
    await page.getByRole('log').getByText('Slow?').waitFor()
    await page.getByText('Thinking about your question.').waitFor({ state: 'attached' })
    await ask('Impatient?')
    expect(await composer().inputValue()).toBe('Impatient?')
    answer({ body: { reply: 'Here I am.' } })
    await reply('Here I am.').waitFor()
    expect(server.questions).toEqual(['Slow?'])
  })

  test('a suggestion is one click', async () => {
    page = await open()
    const suggestion = page.getByRole('list', { name: 'To begin with' }).getByRole('button').first()
    const question = (await suggestion.textContent()) ?? ''
    await suggestion.click()
    await reply(`You said: ${question}`).waitFor()
    expect(await page.getByText('To begin with').count()).toBe(0)
  })

  test('is still there after a reload', async () => {
    page = await open()
    await ask('Remember me')
    await reply('You said: Remember me').waitFor()
    await page.reload()
    await reply('You said: Remember me').waitFor()
    await page.getByRole('log').getByText('Remember me', { exact: true }).waitFor()
    expect(troublesOf(page)).toEqual([])
  })

  test('that cannot be loaded is asked for again, and does not keep one from asking', async () => {
    server.turns.push({ role: 'assistant', text: 'From before.' })
    const context = await browser.newContext()
    page = await context.newPage()
    await page.route('**/api/conversation', (route) => route.abort(), { times: 1 })
    await page.goto(server.url)
    await page.getByText('could not be loaded').waitFor()
    await ask('Meanwhile')
    await reply('You said: Meanwhile').waitFor()
    server.turns.splice(1)

    await page.getByRole('button', { name: 'Load it again' }).click()
    await reply('From before.').waitFor()
  })
})

describe('what a visitor may do', () => {
  test('stop waiting, by keyboard, and ask the same again', async () => {
    page = await open()
    server.answers.push(new Promise(() => {}))
    await ask('Slow?')
    await page.getByRole('button', { name: 'Stop' }).focus()
    await page.keyboard.press('Enter')
    await failure().getByText('You stopped waiting').waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    await retryButton().click()
    await reply('You said: Slow?').waitFor()
    expect(server.questions).toEqual(['Slow?', 'Slow?'])
  })

  test('delete the conversation with one click, for good', async () => {
    page = await open()
    await ask('Forget me')
    await reply('You said: Forget me').waitFor()
    await page.getByRole('button', { name: 'Delete this conversation' }).click()
    await page.getByText('The conversation is deleted').waitFor()
    expect(server.turns).toEqual([])
    expect(await page.getByText('Forget me', { exact: true }).count()).toBe(0)
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
    await page.reload()
    await page.getByText('To begin with').waitFor()
    expect(await page.getByRole('button', { name: 'Delete this conversation' }).count()).toBe(0)
  })

  test('read that it could not be deleted, and keep it', async () => {
    page = await open()
    await ask('Keep me')
    await reply('You said: Keep me').waitFor()
    await page.route('**/api/conversation', (route) => route.abort(), { times: 1 })
    await page.getByRole('button', { name: 'Delete this conversation' }).click()
    await page.getByText('could not be deleted').waitFor()
    await reply('You said: Keep me').waitFor()
  })

  test('begin with a question that the owner has answered', async () => {
    server.suggestions.push('What is Kelpie?', 'Where did you grow up?')
    page = await open()
    const offered = page.getByRole('list', { name: 'To begin with' }).getByRole('button')
    expect(await offered.allTextContents()).toEqual(['What is Kelpie?', 'Where did you grow up?'])
  })

  test('read that the day is over, without a second try to press', async () => {
    page = await open()
    const body = { error: { code: 'daily_budget_spent', message: 'x' } }
    server.answers.push({ status: 429, headers: { 'retry-after': '40000' }, body })
    await ask('One more?')
    await failure().getByText('come back tomorrow').waitFor()
    expect(await retryButton().count()).toBe(0)
  })
})

test('the owner’s picture and colours take the place of ours', async () => {
  const context = await browser.newContext()
  page = await context.newPage()
  await watchForTroubles(page)
  const config = { name: 'Ada', picture: '/share.png', colours: { night: '#3a1240', lamp: '#ffd0a0' } }
  await page.route('**/config.json', (route) => route.fulfill({ json: config }))
  await page.goto(server.url)
  await page.getByRole('heading', { name: 'Ada' }).waitFor()
  // The page's policy allows no waiting inside of it.
  const width = () => page.evaluate('document.querySelector(".masthead img").naturalWidth')
  await vi.waitFor(async () => expect(await width()).toBe(1200), { timeout: 10_000 })
  const ground = 'getComputedStyle(document.querySelector("#page"), "::before").backgroundColor'
  expect(await page.evaluate(ground)).toBe('rgb(58, 18, 64)')
  expect(troublesOf(page)).toEqual([])
})

describe('failures', () => {
  test('429 counts down, then the same question can be sent again', async () => {
    page = await open()
    await page.clock.install()
    server.answers.push({ status: 429, headers: { 'retry-after': '30' }, body: { error: { code: 'x', message: 'x' } } })
    await ask('Too fast?')
    await failure().waitFor()
    expect(await failure().textContent()).toMatch(/Please wait/)
    await page.getByRole('button', { name: /^Try again in (30|29) s$/ }).waitFor()
    await retryButton().click({ force: true })
    await page.clock.fastForward(20_000)
    await page.getByRole('button', { name: /^Try again in (10|9) s$/ }).waitFor()
    expect(server.questions).toEqual(['Too fast?'])
    await page.clock.fastForward(11_000)
    await page.getByRole('button', { name: 'Try again', exact: true }).click()
    await reply('You said: Too fast?').waitFor()
    expect(await failure().count()).toBe(0)
    expect(server.questions).toEqual(['Too fast?', 'Too fast?'])
  })

  test.each([500, 502, 503])('%i keeps the question and a retry by keyboard answers it', async (status) => {
    page = await open()
    server.answers.push({ status, body: { error: { code: 'x', message: 'Stack trace' } } })
    await ask('Are you there?')
    await failure().waitFor()
    expect(await failure().textContent()).not.toContain('Stack trace')
    await retryButton().focus()
    await page.keyboard.press('Enter')
    await reply('You said: Are you there?').waitFor()
    expect(await page.getByText('Are you there?', { exact: true }).count()).toBe(1)
    expect(await page.evaluate('document.activeElement.id')).toBe('question')
  })

  test('413 offers to edit the question, not to send it again', async () => {
    page = await open()
    server.answers.push({ status: 413, body: { error: { code: 'x', message: 'x' } } })
    await ask('Very long')
    await failure().getByText('too long').waitFor()
    expect(await retryButton().count()).toBe(0)
    await page.getByRole('button', { name: 'Edit the question' }).click()
    expect(await composer().inputValue()).toBe('Very long')
    expect(await failure().count()).toBe(0)
  })

  test('offline says so, and the question waits for the connection', async () => {
    page = await open()
    await page.context().setOffline(true)
    await ask('Anybody?')
    await failure().getByText('offline').waitFor()
    await page.context().setOffline(false)
    await retryButton().click()
    await reply('You said: Anybody?').waitFor()
  })

  test('a question over the limit is counted and not sent', async () => {
    page = await open()
    await composer().fill('a'.repeat(1_900))
    await page.getByText('100 left').waitFor()
    await composer().fill('a'.repeat(2_003))
    await page.getByText('3 characters too long').waitFor()
    await composer().press('Enter')
    await page.getByRole('button', { name: 'Ask', exact: true }).click({ force: true })
    expect(await composer().inputValue()).toHaveLength(2_003)
    await ask('Short enough')
    await reply('You said: Short enough').waitFor()
    expect(server.questions).toEqual(['Short enough'])
  })
})

test('script, HTML and images in a reply are inert', async () => {
  page = await open()
  const attack = [
    '<script>window.attacked = true</script>',
    '<img src="/pixel.png" onerror="window.attacked = true">',
    '![cat](/pixel.png) ![far](https://example.org/pixel.png)',
    '[click](javascript:window.attacked=true) [out](https://example.org/)',
    '<style>body{display:none}</style>',
    'The end.',
  ].join('\n\n')
  server.answers.push({ body: { reply: attack } })
  const requested: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).pathname))
  await ask('Attack me')
  await reply('The end.').waitFor()
  expect(await page.evaluate('window.attacked')).toBeUndefined()
  expect(await page.locator('.reply :is(script, img, style, iframe)').count()).toBe(0)
  expect(requested).toEqual(['/api/chat'])
  const links = page.locator('.reply a')
  expect(await links.count()).toBe(1)
  expect(await links.getAttribute('href')).toBe('https://example.org/')
  expect(await links.getAttribute('rel')).toContain('noopener')
  expect(troublesOf(page)).toEqual([])
})

test('the page loads nothing but its own files and keeps its content security policy', async () => {
  page = await open()
  const origins = await page.evaluate('performance.getEntriesByType("resource").map((one) => new URL(one.name).origin)')
  expect(new Set(origins as string[])).toEqual(new Set([new URL(server.url).origin]))
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(await page.locator('[style]').count()).toBe(0)
  expect(troublesOf(page)).toEqual([])
})

test('talkToTwin brings back the reply and a picture', async () => {
  const { reply: words, screenshot } = await talkToTwin(server.url, 'Who are you?')
  expect(words).toBe('You said: Who are you?')
  expect(screenshot.subarray(1, 4).toString()).toBe('PNG')
})

test('talkToTwin tells a failure from a reply', async () => {
  server.answers.push({ status: 503, body: {} })
  await expect(talkToTwin(server.url, 'Who are you?')).rejects.toThrow(/cannot answer just now/)
})
