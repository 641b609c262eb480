import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { fetchProvider } from '../../source/services/terraform/init.ts'
import { workspaceEnvironment } from '../../source/services/terraform/run-terraform.ts'
import { copyStack } from './deployed-stack.ts'

const stack = await copyStack()
afterAll(() => stack.remove())
await fetchProvider(stack.terraform)

const terraform = (...args: string[]) =>
  run([stack.terraform.program, ...args, '-no-color'], {
    cwd: stack.terraform.folder,
    env: workspaceEnvironment(stack.terraform),
    allowFailure: true,
  })

/** Run before the tests are known, because each `run` block of Terraform's own tests is one of them. */
const { stdout, stderr, exitCode } = await terraform('test')
const runs = [...stdout.matchAll(/^\s+run "([^"]+)"\.\.\. (\w+)$/gm)].map(([, name, ending]) => ({ name, ending }))

describe('terraform/', () => {
  it('is formatted', async () => {
    expect(await terraform('fmt', '-check', '-recursive')).toMatchObject({ exitCode: 0, stdout: '' })
  })

  it('is valid', async () => {
    expect((await terraform('validate')).stdout).toContain('The configuration is valid')
  }, 60_000)
})

describe('terraform test', () => {
  it.each(runs)('$name', ({ ending }) => {
    expect(ending, `${stdout}\n${stderr}`).toBe('pass')
  })

  it('ran them all, without an account', () => {
    expect(stdout).toContain(`Success! ${runs.length} passed, 0 failed`)
    expect(runs.length).toBeGreaterThan(20)
    expect(exitCode).toBe(0)
  })
})
