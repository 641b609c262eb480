import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isLocking, named, writesIn } from '../support/requests.ts'
import type { Story } from './story.ts'

/** Deploying again: nothing is asked, nothing changes, and that is said. */
export function secondRun(story: Story): void {
  it('finds nothing to change, writes nothing but its locks, and says so', async () => {
    const { world } = story
    const { value, requests } = await world.during(() => world.run(['deploy', 'dev', '--rehearse', '--yes']))
    expect(value).toMatchObject({ code: 0 })
    expect(value.stdout).toContain('Nothing to change: your twin (dev) is up to date')
    expect(value.stdout).toContain(story.dev)
    expect(value.stderr).not.toContain('?')
    const writes = writesIn(requests)
    expect(named(writes.filter((request) => !isLocking(request)))).toEqual([])
    // Taken and given back, each once, the lockfile first: whatever was taken is free again.
    expect(writes.map(({ action }) => action)).toEqual([
      's3:PutObject',
      'dynamodb:PutItem',
      's3:DeleteObject',
      'dynamodb:DeleteItem',
    ])
  })

  it('says with --json that nothing was changed', async () => {
    const { code, stdout, stderr } = await story.world.run(['deploy', 'dev', '--rehearse', '--yes', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      ok: true,
      command: 'deploy',
      environment: 'dev',
      url: story.dev,
      health: { status: 'ok', environment: 'dev' },
      changed: false,
    })
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; id?: string })
    const idsOf = (type: string) => events.flatMap((event) => (event.type === type ? [event.id] : [])).sort()
    expect(idsOf('step-start')).not.toEqual([])
    expect(idsOf('step-end')).toEqual(idsOf('step-start'))
  })

  it('ends a dry run with 0 when nothing is pending, and with 5 when something is', async () => {
    const { world } = story
    const settled = await world.run(['deploy', 'dev', '--rehearse', '--dry-run', '--json'])
    expect({ code: settled.code, ...JSON.parse(settled.stdout) }).toMatchObject({ code: 0, pending: false })

    const config = join(world.folder, 'terraform', 'dev.tfvars')
    const before = await readFile(config, 'utf8')
    const { value, requests } = await world.during(() =>
      world.run(['deploy', 'test', '--rehearse', '--dry-run', '--json']),
    )
    expect(value.code).toBe(5)
    expect(JSON.parse(value.stdout)).toMatchObject({ ok: false, dryRun: true, changed: false, pending: true })
    expect(named(writesIn(requests).filter((request) => !isLocking(request)))).toEqual([])
    expect(await readFile(config, 'utf8')).toBe(before)
  })
}
