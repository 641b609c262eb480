import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twin-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export type Contents = Readonly<Record<string, string | Uint8Array>>

export function writeFiles(folder: string, contents: Contents): string {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** The same outside of a test: the folder lives as long as `work`. */
export function inFolderWith<Value>(contents: Contents, work: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'twin-data-'))
  try {
    return work(writeFiles(folder, contents))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const folderWith = (contents: Contents) => writeFiles(temporaryFolder(), contents)

/** The least that is accepted. */
export const sample: Contents = {
  'personal_data/summary.txt': 'Ada keeps bees on a roof in Zürich.\n',
  'prompts/system_prompt.txt': 'You are Ada.\n',
}
