import { execFile } from 'node:child_process'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { isLocking, isRecord, named, writesIn } from '../support/requests.ts'
import type { Story } from './story.ts'

/** Deploying again: nothing is asked, nothing changes, and that is said. */
export function secondRun(story: Story): void {
  it('knows at once that nothing changed: four requests, no Terraform, nothing written', async () => {
    const { world } = story
    // With --rehearse the account's policy would be made first, from the states that there are.
    const { environment: env } = JSON.parse((await world.run(['rehearse', 'env', '--json'])).stdout)
    const { value, requests } = await world.during(() => world.run(['deploy', 'dev', '--yes'], { env }))
    expect(value).toMatchObject({ code: 0 })
    expect(value.stdout).toContain('Nothing to change: your twin (dev) is up to date')
    expect(value.stdout).toContain(story.dev)
    expect(value.stderr).toMatch(/--force\s+deploys\s+all\s+the\s+same/)
    expect(value.stderr).not.toContain('?')
    const own = requests.filter(({ identity }) => identity === 'deployer')
    const asked = ['s3:GetObject', 's3:GetObject', 's3:GetObject', 'sts:GetCallerIdentity']
    expect(own.map(({ action }) => action).toSorted(), named(own).join('\n')).toEqual(asked)
  })

  it('finds nothing to change with --refresh either, writes nothing but its locks and records, and says so', async () => {
    const { world } = story
    const { value, requests } = await world.during(() =>
      world.run(['deploy', 'dev', '--rehearse', '--yes', '--refresh']),
    )
    expect(value).toMatchObject({ code: 0 })
    expect(value.stdout).toContain('Nothing to change: your twin (dev) is up to date')
    expect(named(writesIn(requests).filter((request) => !isLocking(request) && !isRecord(request)))).toEqual([])
  })

  it('looks at everything again when somebody else has applied', async () => {
    const { world } = story
    const touched = 'aws_lambda_permission.api'
    const script = `set -eu; eval "$(twin rehearse env)"; cd terraform; terraform taint ${touched}; terraform untaint ${touched}`
    const env = { ...world.env, TF_WORKSPACE: 'dev' } as NodeJS.ProcessEnv
    await promisify(execFile)('sh', ['-c', script], { cwd: world.folder, env })
    const { code, stderr } = await world.run(['deploy', 'dev', '--rehearse', '--dry-run'])
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('somebody else applied') })
    expect(stderr).toContain('Plan ')
  })

  it('looks at everything again when the backend changed', async () => {
    const { world } = story
    const handler = join(world.folder, 'backend', 'app', 'main.py')
    const before = await readFile(handler, 'utf8')
    await appendFile(handler, '\n# Changed.\n')
    const { code, stderr } = await world.run(['deploy', 'dev', '--rehearse', '--dry-run'])
    await writeFile(handler, before)
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringContaining('the backend changed') })
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
