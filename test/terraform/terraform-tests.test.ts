import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { fetchProvider } from '../../source/services/terraform/init.ts'
import { workspaceEnvironment } from '../../source/services/terraform/run-terraform.ts'
import { copyStack, type StackCopy } from './deployed-stack.ts'

let stack: StackCopy
beforeAll(async () => {
  stack = await copyStack()
  await fetchProvider(stack.terraform)
}, 120_000)
afterAll(() => stack?.remove())

const terraform = (...args: string[]) =>
  run([stack.terraform.program, ...args, '-no-color'], {
    cwd: stack.terraform.folder,
    env: workspaceEnvironment(stack.terraform),
    allowFailure: true,
  })

describe('terraform/', () => {
  it('is formatted', async () => {
    expect(await terraform('fmt', '-check', '-recursive')).toMatchObject({ exitCode: 0, stdout: '' })
  })

  it('is valid', async () => {
    expect((await terraform('validate')).stdout).toContain('The configuration is valid')
  }, 60_000)

  it('passes its own tests without an account', async () => {
    const { exitCode, stdout, stderr } = await terraform('test')
    expect(
      stdout.split('\n').filter((line) => /\.\.\. fail$/.test(line)),
      stderr,
    ).toEqual([])
    expect(stdout).toMatch(/Success! \d\d passed, 0 failed/)
    expect(exitCode).toBe(0)
  }, 300_000)
})
