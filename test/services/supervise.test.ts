import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const supervisor = fileURLToPath(new URL('../../source/services/supervise.mjs', import.meta.url))

/** Talks without an end, as Terraform does, and when it is interrupted writes down that it finished. */
const talker = `
  const { writeFileSync } = require('node:fs')
  const [, file] = process.argv
  const talk = setInterval(() => process.stdout.write('still at work\\n'), 5)
  process.on('SIGINT', () => {
    setTimeout(() => {
      writeFileSync(file, 'finished')
      clearInterval(talk)
    }, 50)
  })
  writeFileSync(file, String(process.pid))
`
const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

it('a program that must finish does so when whoever started it is gone, with nobody left to hear it', async () => {
  const file = join(temporaryFolder(), 'file')
  const child = spawn(process.execPath, [supervisor, process.execPath, '-e', talker, file], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  await vi.waitFor(() => expect(textOf(file)).toMatch(/^\d+$/), 10_000)
  // What the system does with the pipes of a process that was killed.
  for (const end of [child.stdin, child.stdout, child.stderr]) end.destroy()
  expect(await ended).toEqual({ code: 0, signal: null })
  expect(textOf(file)).toBe('finished')
})

it('an interrupt reaches it once, and its words and its ending are passed on', async () => {
  const file = join(temporaryFolder(), 'file')
  const words = `console.log('out'); console.error('err'); process.exitCode = 3`
  const options = { allowFailure: true, mustFinish: true }
  expect(await run([process.execPath, '-e', words], options)).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' })

  const controller = new AbortController()
  const counting = `
    const { appendFileSync } = require('node:fs')
    const stay = setInterval(() => {}, 1000)
    process.on('SIGINT', () => { appendFileSync(process.argv[1], 'interrupted '); setTimeout(() => clearInterval(stay), 100) })
    appendFileSync(process.argv[1], 'up ')
  `
  const running = run([process.execPath, '-e', counting, file], { ...options, signal: controller.signal })
  await vi.waitFor(() => expect(textOf(file)).toBe('up '), 10_000)
  controller.abort()
  await expect(running).rejects.toThrow('Stopped.')
  expect(textOf(file)).toBe('up interrupted ')
})

it('a program that cannot be started is told like any other', async () => {
  const missing = run(['/no/such/program'], { mustFinish: true })
  await expect(missing).rejects.toMatchObject({ code: 'TOOL_FAILED', failure: { tool: 'program', toolExitCode: 127 } })
})
