import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startProgram } from '../support/run-program.ts'
import type { Story } from './story.ts'

/** The shell scripts in the laid-down project, for people with the old habit. */
export function scripts(story: Story): void {
  const run = (name: string, args: readonly string[], env: Record<string, string> = {}) => {
    const { folder, env: own } = story.world
    // From another folder than the project's own, as cron would.
    return startProgram(join(folder, 'scripts', name), args, { cwd: story.world.root, env: { ...own, ...env } }).ended
  }

  it('may be run, and are shell scripts without mistakes', async () => {
    for (const name of ['deploy.sh', 'destroy.sh']) {
      const path = join(story.world.folder, 'scripts', name)
      accessSync(path, constants.X_OK)
      await promisify(execFile)('sh', ['-n', path])
    }
  })

  it('tell what they take with --help, and touch nothing', async () => {
    const before = (await story.world.requests()).length
    const deploy = await run('deploy.sh', ['--help'])
    expect(deploy).toMatchObject({ code: 0, stderr: '' })
    expect(deploy.stdout).toContain('./scripts/deploy.sh [--use-local] [ENVIRONMENT] [PROJECT_NAME]')
    const destroy = await run('destroy.sh', ['--help'])
    expect(destroy).toMatchObject({ code: 0, stderr: '' })
    expect(destroy.stdout).toContain('[ENVIRONMENT]')
    expect(await story.world.requests()).toHaveLength(before)
  })

  it('refuse what they do not know with 2', async () => {
    expect(await run('deploy.sh', ['--wrong'])).toMatchObject({ code: 2 })
    expect(await run('deploy.sh', ['dev', 'digital-twin', 'more'])).toMatchObject({ code: 2 })
  })

  it('drive the program on the account that the environment names', async () => {
    const { stdout } = await story.world.run(['rehearse', 'env', '--json'])
    const { environment } = JSON.parse(stdout) as { environment: Record<string, string> }
    const deployed = await run('deploy.sh', ['--use-local', '--yes', 'prod', 'digital-twin'], environment)
    expect(deployed).toMatchObject({ code: 0 })
    expect(deployed.stdout).toContain('Nothing to change: your twin (prod) is up to date')
    expect(deployed.stdout).toContain(story.prod)

    const refused = await run('destroy.sh', ['prod'], environment)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('--confirm')
  })

  it('tell of a wrong environment with the program’s own words', async () => {
    const { code, stderr } = await run('deploy.sh', ['staging'])
    expect(code).toBe(2)
    expect(stderr).toContain('“staging” is none of dev, test, prod.')
  })
}
