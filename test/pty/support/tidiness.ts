import { expect } from 'vitest'
import type { Terminal } from './terminal.ts'

/** Trail titles, to find one that was drawn twice. */
const titleOf = (line: string) => /^ (?:✔|✚|◌|✖) ([A-Z][A-Za-z ]+?)(?: {2,}|$)/.exec(line)?.[1]

/**
 * What any screen of ours must be like at the end: nothing left of what moved, no step twice, no line
 * wider than the terminal but for one word that cannot be broken, and the terminal as it was before.
 */
export async function expectTidy(terminal: Terminal): Promise<void> {
  const lines = await terminal.lines()
  expect(lines.filter((line) => /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line))).toEqual([])
  const titles = lines.map(titleOf).filter((title) => title !== undefined)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
  expect((await terminal.broken()).filter((line) => /\S\s+\S/.test(line.replace(/^ *(✔|✚|·|→|\+) /, '')))).toEqual([])
  expect(terminal.isCursorVisible()).toBe(true)
}
