import { execFile } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readLocalData } from '../../source/services/data/local-data.ts'
import { finishReplacement, replaceData } from '../../source/services/data/replace-data.ts'
import { dataOf } from './archive/tar.ts'
import { folderWith, temporaryFolder } from './folders.ts'

// Milliseconds: a hundred processes are started and killed.
vi.setConfig({ testTimeout: 120_000 })

const oldFiles = {
  'personal_data/summary.txt': 'Ada keeps bees on a roof in Zürich.\n',
  'personal_data/me.txt': 'An older story.\n',
  'prompts/system_prompt.txt': 'You are Ada, as she was.\n',
}
const newFiles = {
  'personal_data/summary.txt': 'Ada keeps goats.\n',
  'personal_data/facts.json': '{"name": "Ada"}\n',
  'prompts/system_prompt.txt': 'You are Ada, as she is.\n',
}
const [older, newer] = [dataOf(oldFiles).version, dataOf(newFiles).version]

/** What is no part of the data, and stays. */
const others = {
  'personal_data/photo.jpg': 'picture',
  'personal_data/.hidden': 'notes',
  'personal_data/album/sea.png': 'sea',
  'recipients.txt': '# nobody\n',
}
const folderBefore = () => folderWith({ ...oldFiles, ...others })
const versionIn = async (folder: string) => (await readLocalData(folder)).version
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
const whole = (files: object) => Object.keys({ ...files, ...others }).sort()

interface Kill {
  readonly call: number
  readonly instant: 'before' | 'halfway'
}

/** Runs a replacement in a process of its own that is killed; what it said when it came to its end before. */
function runKilled(code: string, folder: string, files: object | undefined, { call, instant }: Kill) {
  const program = join(import.meta.dirname, 'replacing', 'kill-at.mjs')
  const args = [program, code, folder, files ? JSON.stringify(files) : '', String(call), instant]
  return new Promise<{ signal: string | undefined; calls: string }>((resolve) => {
    execFile(process.execPath, args, { env: {} }, (problem, stdout, stderr) => {
      if (problem && problem.signal !== 'SIGKILL') throw new Error(stderr)
      resolve({ signal: problem?.signal ?? undefined, calls: stdout })
    })
  })
}

async function bundled(): Promise<string> {
  const outfile = join(temporaryFolder(), 'replacement.mjs')
  const entryPoints = [join(import.meta.dirname, 'replacing', 'replacement.ts')]
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' })
  return outfile
}

/** Every call there is, killed before it and in its middle, until a run comes to its end. */
async function killEverywhere(work: (kill: Kill) => Promise<boolean>): Promise<number> {
  for (let call = 1; ; call += 1) {
    const ended = await Promise.all((['before', 'halfway'] as const).map((instant) => work({ call, instant })))
    if (ended.every(Boolean)) return call - 1
    expect(ended, `call ${call}`).toEqual([false, false])
  }
}

describe('data that takes the place of other data', () => {
  test('replaces the files, and leaves what is no data', async () => {
    const folder = folderBefore()
    await replaceData(folder, dataOf(newFiles))
    expect(await versionIn(folder)).toBe(newer)
    expect(filesIn(folder)).toEqual(whole(newFiles))
    expect(readFileSync(join(folder, 'personal_data', 'album', 'sea.png'), 'utf8')).toBe('sea')
    await replaceData(folder, dataOf(newFiles))
    expect(filesIn(folder)).toEqual(whole(newFiles))
  })

  test('comes into a folder that has none, for its owner alone', async () => {
    const folder = join(temporaryFolder(), 'data')
    await replaceData(folder, dataOf(newFiles))
    expect(filesIn(folder)).toEqual(Object.keys(newFiles).sort())
    expect(lstatSync(join(folder, 'personal_data')).mode & 0o777).toBe(0o700)
    expect(lstatSync(join(folder, 'personal_data', 'facts.json')).mode & 0o777).toBe(0o600)
  })

  test('does not follow a link out of the folder', async () => {
    const folder = folderBefore()
    const outside = folderWith({ 'kept.txt': 'kept' })
    symlinkSync(outside, join(folder, 'personal_data', 'elsewhere'))
    await replaceData(folder, dataOf(newFiles))
    expect(filesIn(outside)).toEqual(['kept.txt'])
    expect(lstatSync(join(folder, 'personal_data', 'elsewhere')).isSymbolicLink()).toBe(true)
  })
})

describe('killed at every call to the file system', () => {
  test('the folder holds the old data or the new, whole, and the next run leaves nothing else', async () => {
    const code = await bundled()
    const seen: string[] = []
    const calls = await killEverywhere(async (kill) => {
      const folder = folderBefore()
      const { signal, calls: counted } = await runKilled(code, folder, newFiles, kill)
      const between = await versionIn(folder)
      expect([older, newer], JSON.stringify(kill)).toContain(between)
      if (signal === undefined) {
        expect({ between, counted: Number(counted) }).toEqual({ between: newer, counted: kill.call - 1 })
        return true
      }
      seen.push(between === older ? 'old' : 'new')
      const hidden = readdirSync(folder).filter((name) => name.startsWith('.'))
      for (const name of hidden.filter((each) => filesIn(join(folder, each)).length > 1)) {
        expect(readFileSync(join(folder, name, '.gitignore'), 'utf8').trim()).toBe('*')
      }
      await finishReplacement(folder)
      expect(await versionIn(folder)).toBe(between)
      expect(filesIn(folder)).toEqual(whole(between === older ? oldFiles : newFiles))
      await replaceData(folder, dataOf(newFiles))
      expect(filesIn(folder)).toEqual(whole(newFiles))
      return false
    })
    expect(calls).toBeGreaterThan(20)
    const count = (which: string) => seen.filter((each) => each === which).length
    expect({ old: count('old') > 10, new: count('new') > 10 }).toEqual({ old: true, new: true })
    console.info(`replacing: ${seen.length} kills at ${calls} calls, ${count('old')} old, ${count('new')} new, 0 mixed`)
  })

  test('and killed again while that is finished', async () => {
    const code = await bundled()
    // Halfway between the two folders, where each of them stands somewhere else.
    const halfDone = folderBefore()
    const moves = await firstNew(code)
    await runKilled(code, halfDone, newFiles, moves)
    expect(existsSync(join(halfDone, '.arrived', 'prompts'))).toBe(true)
    const calls = await killEverywhere(async (kill) => {
      const folder = temporaryFolder()
      mkdirSync(folder, { recursive: true })
      cpSync(halfDone, folder, { recursive: true })
      const { signal } = await runKilled(code, folder, undefined, kill)
      expect(await versionIn(folder), JSON.stringify(kill)).toBe(newer)
      await finishReplacement(folder)
      expect(await versionIn(folder)).toBe(newer)
      expect(filesIn(folder)).toEqual(whole(newFiles))
      return signal === undefined
    })
    expect(calls).toBeGreaterThan(10)
    onTestFinished(() => console.info(`finishing: ${2 * calls} kills at ${calls} calls, all new`))
  })
})

/** The first kill after which the new data counts. */
async function firstNew(code: string): Promise<Kill> {
  for (let call = 1; ; call += 1) {
    const folder = folderBefore()
    const { signal } = await runKilled(code, folder, newFiles, { call, instant: 'before' })
    if (signal === undefined) throw new Error('The new data never counted before the end.')
    if ((await versionIn(folder)) === newer) return { call, instant: 'before' }
  }
}
