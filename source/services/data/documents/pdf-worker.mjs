// A thread of its own for one PDF, so that whoever started it can end it when it takes too long or too much.
// JavaScript, because Node starts it from a file: from here in a test, from dist/ in the package.
import { parentPort, workerData } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'

const { bytes, maximumPages, maximumCharacters } = workerData

async function readText() {
  const document = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false, disableAutoFetch: true })
  const read = Math.min(document.numPages, maximumPages)
  let text = ''
  for (let number = 1; number <= read && text.length <= maximumCharacters; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    for (const item of items) if ('str' in item) text += item.str + (item.hasEOL ? '\n' : '')
    text += '\n\n'
    page.cleanup()
  }
  return { text, pages: document.numPages }
}

try {
  parentPort.postMessage(await readText())
} catch (error) {
  parentPort.postMessage({ problem: error?.name === 'PasswordException' ? 'encrypted' : 'broken' })
}
