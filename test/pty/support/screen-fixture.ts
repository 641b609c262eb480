import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}.fixture.txt`, import.meta.url))

/** What another time, machine or set of sample data would show differently, whatever line it broke at. */
const variable: readonly (readonly [RegExp, string])[] = [
  [/localhost:\d+/g, 'localhost:PORT'],
  [/(Terraform|OpenTofu) \d+\.\d+\.\d+/g, 'Terraform VERSION'],
  [/Python \d+\.\d+\.\d+/g, 'Python VERSION'],
  [/provider\s+from\s+the\s+(mirror|registry|user\s+configuration)/g, 'provider from the SOURCE'],
  [/(version) [0-9a-f]{8,}/gi, '$1 HASH'],
  [/\d+(\.\d)? (KB|MB)/g, 'SIZE'],
  [/\d{4}-\d\d-\d\d(\s+)\d\d:\d\d(\s+)UTC/g, 'DATE$1TIME$2UTC'],
  [/[\d,]+(\s+tokens)/g, 'N$1'],
  [/…[A-Z2-7]{4}(?=\s|,)/g, '…LAST'],
  [/\/\S*\/twin-world-\w+/g, 'WORLD'],
  [/[\d,]+(\s+of\s+6,144\s+characters)/g, 'N$1'],
  [/Change something in\s[\s\S]*?,\s+then:\s+twin/g, 'Change something in FOLDER, then: twin'],
]

/** How long a step took, at the end of its lines. */
const elapsed = /\s+·\s+(?:\d+\s+min\s+)?\d+(?:\.\d+)?\s+s\s*$/

const startsBlock = (line: string) => /^ (✔|✚|◌|✖) (?!.*\?)/.test(line)
const continuesBlock = (line: string) => /^ {3,}\S/.test(line) || /^\S/.test(line)

/**
 * The screen without what differs from run to run. Steps that run at the same time end in any order:
 * those that stand together are sorted.
 */
export function normaliseScreen(lines: readonly string[]): string {
  const blocks: string[][] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    if (last && startsBlock(last[0] ?? '') && continuesBlock(line)) last.push(line)
    else blocks.push([line])
  }
  const sorted: string[] = []
  let together: string[] = []
  const settle = () => {
    sorted.push(...together.sort((one, other) => (one.slice(3) < other.slice(3) ? -1 : 1)))
    together = []
  }
  for (const block of blocks) {
    if (startsBlock(block[0] ?? '')) together.push(block.join('\n').replace(elapsed, ''))
    else {
      settle()
      sorted.push(block.join('\n'))
    }
  }
  settle()
  return `${variable.reduce((text, [pattern, word]) => text.replace(pattern, word), sorted.join('\n'))}\n`
}

/** Compares a screen with the one that is kept; UPDATE_FIXTURES=1 keeps this one from now on. */
export function expectScreen(name: string, lines: readonly string[]): void {
  const now = normaliseScreen(lines)
  if (process.env.UPDATE_FIXTURES) writeFileSync(fixture(name), now)
  expect(existsSync(fixture(name)), `no fixture ${name}; UPDATE_FIXTURES=1 writes it`).toBe(true)
  expect(now).toBe(readFileSync(fixture(name), 'utf8'))
}
