import { fileURLToPath } from 'node:url'
import { bundleRun } from './support/bundle-run.mjs'
import { median, printCount, printRatio, timeProgram } from './support/measure.mjs'

const frontend = fileURLToPath(new URL('../../frontend/', import.meta.url))

/** What a visitor waits for: the first paint on a processor of a quarter, beside that of a page of one word; and bytes. */
export async function page({ rounds = 9 }) {
  const program = await bundleRun('page-run.ts', ['playwright-core'])
  const { output } = await timeProgram([process.execPath, program, String(rounds), frontend], { env: process.env })
  const { paints, bytes } = JSON.parse(output.trim().split('\n').at(-1))
  const taken = { page: paints.map((each) => each.page), word: paints.map((each) => each.word) }
  printCount('first paint, 4 times slower', `${median(taken.page).toFixed(0)} ms`, 'under 1000 ms')
  printRatio('first paint / a page of one word', taken, 'page', 'word')
  printCount('compressed script', `${(bytes / 1000).toFixed(1)} KB`, 'at most 90 KB')
}
