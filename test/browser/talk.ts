import { launchBrowser } from './find-browser.ts'

/** Milliseconds to wait for a reply: longer than the API itself may take. */
const patience = 45_000

/**
 * Opens a twin's page, types a question by keyboard alone and waits for the reply on screen.
 * @throws when the page does not load, shows a failure, or stays without a reply for 45 seconds.
 */
export async function talkToTwin(url: string, question: string): Promise<{ reply: string; screenshot: Buffer }> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
    page.setDefaultTimeout(patience)
    await page.goto(url)
    const replies = page.locator('.reply .prose')
    await page.locator('[role=log][aria-busy=false]').waitFor({ state: 'attached' })
    const earlier = await replies.count()
    await page.getByLabel('Your question').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.type(question)
    await page.keyboard.press('Enter')
    const outcome = page.locator('.failure [role=alert]').or(replies.nth(earlier))
    await outcome.first().waitFor()
    const screenshot = await page.screenshot()
    if ((await replies.count()) === earlier) {
      throw new Error(`The page shows no reply but: ${await outcome.first().textContent()}`)
    }
    return { reply: (await replies.nth(earlier).textContent()) ?? '', screenshot }
  } finally {
    await browser.close()
  }
}
