/**
 * Opens the built page in Chromium, whose processor is held back to a quarter, and beside it a page of one word. Prints
 * milliseconds until each is painted first, and the size of the scripts as CloudFront compresses them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { buildPage } from '../browser/build-page.ts'
import { launchBrowser } from '../browser/find-browser.ts'
import { startPageServer } from '../browser/page-server.ts'

const [rounds = '5', frontend] = process.argv.slice(2)
/** As much as an edge location gives to it. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

async function firstPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.goto(url)
    for (;;) {
      const painted = await page.evaluate('performance.getEntriesByName("first-contentful-paint")[0]?.startTime')
      if (typeof painted === 'number') return painted
    }
  } finally {
    await context.close()
  }
}

const built = await buildPage({}, frontend)
const server = await startPageServer(built.folder)
const bare = createServer((_request, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>one</title><p>word</p>'),
)
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
const browser = await launchBrowser()
try {
  const word = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`
  const paints: { page: number; word: number }[] = []
  for (let round = 0; round <= Number(rounds); round += 1) {
    const pair = { page: await firstPaint(browser, server.url), word: await firstPaint(browser, word) }
    if (round > 0) paints.push(pair)
  }
  const assets = join(built.folder, 'assets')
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const bytes = scripts.reduce(
    (sum, name) => sum + brotliCompressSync(readFileSync(join(assets, name)), quality).length,
    0,
  )
  console.log(JSON.stringify({ paints, bytes }))
} finally {
  await browser.close()
  bare.close()
  await server.close()
  await built.remove()
}
