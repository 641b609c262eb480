import type { Page } from 'playwright-core'

export interface Contrast {
  readonly text: string
  /** Ratio of WCAG 2.2, 1.4.3: between 1 and 21. */
  readonly ratio: number
}

/** Runs in the page, as text, because the tests are compiled without the types of a browser. */
const measure = `(() => {
  const fold = innerWidth > 816 ? parseFloat(getComputedStyle(document.querySelector('#page'), '::before').width) : 0
  const night = getComputedStyle(document.querySelector('#page'), '::before').backgroundColor
  const channels = (color) => color.match(/[\\d.]+/g).map(Number)
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const isSolid = (color) => { const [, , , alpha = 1] = channels(color); return alpha === 1 }
  const backgroundOf = (element) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor
      if (isSolid(color)) return color
    }
    return element.getBoundingClientRect().left < fold ? night : getComputedStyle(document.body).backgroundColor
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    const text = walker.currentNode.data.trim()
    if (text === '' || element.closest('.visually-hidden, noscript') || !element.checkVisibility()) continue
    const [high, low] = [luminance(getComputedStyle(element).color), luminance(backgroundOf(element))].sort((a, b) => b - a)
    found.push({ text: text.slice(0, 40), ratio: (high + 0.05) / (low + 0.05) })
  }
  return found
})()`

/** The contrast of every visible text of a page against what lies behind it. */
export async function contrastOf(page: Page): Promise<readonly Contrast[]> {
  return (await page.evaluate(measure)) as readonly Contrast[]
}
