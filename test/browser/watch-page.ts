import type { Page } from 'playwright-core'

const troubles = new WeakMap<Page, string[]>()

/** Collects from now on whatever a page complains about: console errors, exceptions, refused loads, policy violations. */
export async function watchForTroubles(page: Page): Promise<void> {
  const found: string[] = []
  troubles.set(page, found)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => found.push(`exception: ${error.message}`))
  page.on('requestfailed', (request) => found.push(`request: ${request.url()}`))
  await page.exposeFunction('reportViolation', (what: string) => found.push(`policy: ${what}`))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => reportViolation(event.violatedDirective + ' ' + event.blockedURI))",
  )
}

/** What `watchForTroubles` has collected of a page. */
export function troublesOf(page: Page): readonly string[] {
  return troubles.get(page) ?? ['nobody watched this page']
}
