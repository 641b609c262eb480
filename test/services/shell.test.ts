import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { CancelledError, ToolError } from '../../source/errors.ts'
import { findProgram } from '../../source/services/find-program.ts'
import { killEverything, run } from '../../source/services/shell.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const node = (script: string, ...args: string[]): [string, ...string[]] => [process.execPath, '-e', script, ...args]
/** An ended process that nobody has fetched yet (a zombie, Z) is no longer alive. */
const isAlive = (pid: number) =>
  /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout)

describe('a program', () => {
  it('gets its arguments as they are, whatever a shell would make of them', async () => {
    const odd = ['a b', '$HOME', '`id`', "it's", '"x"', '*', '; exit 9', '\\', 'ä\n', '']
    const { stdout } = await run(node('console.log(JSON.stringify(process.argv.slice(1)))', ...odd))
    expect(JSON.parse(stdout)).toEqual(odd)
  })

  it('gives back its output and its exit code', async () => {
    const result = await run(node('console.log("out"); console.error("err"); process.exitCode = 3'), {
      allowFailure: true,
    })
    expect(result).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' })
  })

  it('has no terminal to read from, and gets what it is given', async () => {
    const read = node(
      'process.stdin.on("data", (data) => process.stdout.write("got " + data)).on("end", () => process.stdout.write("end"))',
    )
    expect((await run(read)).stdout).toBe('end')
    expect((await run(read, { input: 'secret' })).stdout).toBe('got secretend')
  })

  it('runs where and with what it is told', async () => {
    const folder = temporaryFolder()
    const { stdout } = await run(node('console.log(process.cwd(), process.env.WHO, process.env.HOME)'), {
      cwd: folder,
      env: { PATH: process.env.PATH, WHO: 'ada' },
    })
    expect(stdout.trim().split(' ').slice(-2)).toEqual(['ada', 'undefined'])
    expect(stdout).toContain(folder)
  })

  it('is given no key to the private data and no token for it, by whatever way they came', async () => {
    const secrets = { DATA_KEY: 'CANARY-1', NEW_DATA_KEY: 'CANARY-2', PRIVATE_DATA_PAT: 'CANARY-3' }
    for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
    const tell = node('console.log(JSON.stringify(process.env))')
    for (const env of [undefined, { ...process.env, ...secrets }]) {
      const { stdout } = await run(tell, env ? { env } : {})
      expect(Object.keys(JSON.parse(stdout)), 'the environment was told').toContain('PATH')
      expect(stdout).not.toContain('CANARY')
    }
    vi.unstubAllEnvs()
  })

  it('is heard line by line, by stream', async () => {
    const lines: string[] = []
    await run(node('console.log("a\\nb"); console.error("c")'), {
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    })
    expect(lines.sort()).toEqual(['stderr c', 'stdout a', 'stdout b'])
  })
})

describe('a program that fails', () => {
  it('says which, how it was called and what it said last, without secrets', async () => {
    const failing = run(node('console.error("bad key s3cret"); process.exit(2)', '--', '--key', 's3cret'), {
      tool: 'git',
      redact: ['s3cret', ''],
    })
    const problem = await failing.catch((thrown: unknown) => thrown)
    expect(problem).toBeInstanceOf(ToolError)
    expect(problem).toMatchObject({
      code: 'TOOL_FAILED',
      exitCode: 3,
      message: 'git ended with exit code 2.',
      failure: { tool: 'git', toolExitCode: 2, lastLines: ['bad key ***'] },
    })
    expect(JSON.stringify(problem)).not.toContain('s3cret')
  })

  it('keeps its last lines only', async () => {
    const failing = run(node('for (let n = 1; n <= 40; n += 1) console.log(n); process.exit(1)'))
    await expect(failing).rejects.toMatchObject({
      failure: { lastLines: Array.from({ length: 12 }, (_, index) => String(29 + index)) },
    })
  })

  it('that is not there is a ToolError too', async () => {
    await expect(run(['no-such-program-at-all'])).rejects.toBeInstanceOf(ToolError)
    expect((await run(['no-such-program-at-all'], { allowFailure: true })).exitCode).toBe(127)
  })

  it('by a signal says so, even when failures are allowed', async () => {
    const dying = run(node('process.kill(process.pid, "SIGKILL")'), { allowFailure: true })
    await expect(dying).rejects.toMatchObject({ message: expect.stringContaining('SIGKILL') })
  })
})

describe('an interrupt', () => {
  it('reaches the program as SIGINT, lets it tidy up, and is a stop', async () => {
    const file = join(temporaryFolder(), 'tidied')
    const controller = new AbortController()
    const script = `process.on('SIGINT', () => { require('fs').writeFileSync(${JSON.stringify(file)}, 'yes'); process.exit(0) }); setInterval(() => {}, 1000); console.log('ready')`
    const running = run(node(script), { signal: controller.signal, onLine: () => controller.abort() })
    await expect(running).rejects.toBeInstanceOf(CancelledError)
    expect(readFileSync(file, 'utf8')).toBe('yes')
  })

  it('before the start starts nothing', async () => {
    const file = join(temporaryFolder(), 'made')
    const running = run(node(`require('fs').writeFileSync(${JSON.stringify(file)}, '')`), {
      signal: AbortSignal.abort(),
    })
    await expect(running).rejects.toBeInstanceOf(CancelledError)
    expect(existsSync(file)).toBe(false)
  })

  it('that forces ends the program with its children', async () => {
    let pid = 0
    // The program and a child of it, both deaf to SIGINT; the child's number is printed.
    const deaf = "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)"
    const script = `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'ignore' }); ${deaf}; console.log(child.pid)`
    const running = run(node(script), {
      onLine: (line) => {
        pid = Number(line)
        killEverything()
      },
    })
    await expect(running).rejects.toThrow(/SIGKILL/)
    expect(pid).toBeGreaterThan(0)
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false))
  })
})

describe('a program on PATH', () => {
  it('is found with its full path, or not at all', async () => {
    const folder = process.execPath.slice(0, process.execPath.lastIndexOf('/'))
    expect(await findProgram('node', `/nowhere:${folder}`)).toBe(join(folder, 'node'))
    expect(await findProgram('node', '/nowhere')).toBeUndefined()
    expect(await findProgram('no-such-program-at-all')).toBeUndefined()
  })
})
