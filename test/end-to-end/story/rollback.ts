import { execFile } from 'node:child_process'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { readHealth } from '../support/twin.ts'
import type { Story } from './story.ts'

/** A change that one regrets, and the way back to what stood before it. */
export function rollback(story: Story): void {
  const versionOf = async () => ((await readHealth(story.dev)) as { version: string }).version
  const pageOf = async () => (await fetch(`${story.dev}/`)).text()
  const run = (...args: string[]) => story.world.run(['deploy', 'dev', '--rehearse', '--yes', ...args])
  const history = async () => {
    const { stdout } = await story.world.run(['status', '--rehearse', '--json'])
    return JSON.parse(stdout).environments[0].history as Record<string, unknown>[]
  }
  let before: { version: string; page: string; handler: string; html: string }

  const handler = () => join(story.world.folder, 'backend', 'app', 'main.py')
  const html = () => join(story.world.folder, 'frontend', 'index.html')

  it('has nothing to return to after a first deployment', async () => {
    const { code, stdout } = await run('--rollback', '--json')
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 1, error: { code: 'NO_EARLIER_RELEASE' } })
  })

  it('remembers who deployed what, and of which commit', async () => {
    const [version, page] = [await versionOf(), await pageOf()]
    before = { version, page, handler: await readFile(handler(), 'utf8'), html: await readFile(html(), 'utf8') }
    await appendFile(handler(), '\n# Regretted.\n')
    await writeFile(html(), before.html.replace('</head>', '<meta name="regretted" content="yes"></head>'))
    const git = (...args: string[]) =>
      promisify(execFile)('git', ['-C', story.world.folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args])
    await git('init', '--quiet')
    await git('add', '.')
    await git('commit', '--quiet', '--message', 'Regretted')
    const { code, stderr } = await run()
    expect(code, stderr).toBe(0)
    expect(await versionOf()).not.toBe(before.version)
    expect(await pageOf()).toContain('regretted')
    const id = (await git('rev-parse', '--short=10', 'HEAD')).stdout.trim()
    expect(await history()).toMatchObject([
      { who: expect.stringMatching(/:user\/deployer$/), commit: { id, isDirty: false }, version: await versionOf() },
      { version: before.version, canReturn: true },
    ])
  })

  it('returns to the code and the page before, and says so beforehand', async () => {
    const { code, stderr } = await run('--rollback')
    expect(code, stderr).toBe(0)
    expect(stderr).toMatch(/Back to \d{4}-\d\d-\d\d \d\d:\d\d UTC, version/)
    expect(await versionOf()).toBe(before.version)
    expect(await pageOf()).toBe(before.page)
    expect((await history())[0]).toMatchObject({ version: before.version, returnsTo: expect.any(String) })
  })

  it('goes forward again with the next deployment, to what lies here', async () => {
    await writeFile(handler(), before.handler)
    await writeFile(html(), before.html)
    const { code, stderr } = await run()
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('the backend changed')
    expect(await versionOf()).toBe(before.version)
    expect(await pageOf()).toBe(before.page)
  })
}
