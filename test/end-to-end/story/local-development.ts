import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { processesOf } from '../support/processes.ts'
import type { Story } from './story.ts'

/** Service and page on this computer, beside the twin that is up. */
export function localDevelopment(story: Story): void {
  it('serves both, reloads what is edited, and leaves no process', { timeout: 240_000 }, async () => {
    const { world } = story
    const handler = join(world.folder, 'backend', 'app', 'api', 'health.py')
    const page = join(world.folder, 'frontend', 'index.html')
    const [python, html] = [await readFile(handler, 'utf8'), await readFile(page, 'utf8')]
    // The deployer may not ask the model; who develops has credentials of their own.
    const running = world.start(['dev', '--rehearse', '--as', 'admin', '--json', '--port', '5199'])
    try {
      const address = 'http://127.0.0.1:5199'
      const health = async () => (await fetch(`${address}/api/health`)).json()
      await vi.waitFor(health, { timeout: 120_000, interval: 250 })
      expect(await health()).toEqual({ status: 'ok', environment: 'local', version: 'unknown' })
      const body = JSON.stringify({ message: 'What is Kelpie?' })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${address}/api/chat`, { method: 'POST', headers, body })
      expect(await answer.json()).toEqual({ reply: expect.stringContaining('Kelpie') })
      expect((await fetch(`${address}/api/docs`)).status).toBe(200)

      await writeFile(handler, python.replace("status='ok'", "status='edited'"))
      await appendFile(page, '<!-- edited -->')
      await vi.waitFor(async () => expect(await health()).toMatchObject({ status: 'edited' }), {
        timeout: 20_000,
        interval: 250,
      })
      expect(await (await fetch(address)).text()).toContain('<!-- edited -->')
    } finally {
      await writeFile(handler, python)
      await writeFile(page, html)
      process.kill(running.pid, 'SIGINT')
    }
    expect((await running.ended).code).toBe(130)
    await vi.waitFor(() =>
      expect(processesOf(world.folder).filter(({ command }) => /uvicorn|vite/.test(command))).toEqual([]),
    )
  })
}
