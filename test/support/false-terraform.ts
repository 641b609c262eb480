import { spawn } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** Starts a program that does nothing under Terraform's name, in a folder; it is gone when the test is. */
export async function startFalseTerraform(folder: string, name = 'terraform'): Promise<number> {
  const program = join(temporaryFolder(), name)
  symlinkSync(process.execPath, program)
  mkdirSync(folder, { recursive: true })
  const child = spawn(program, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1e6)'], {
    cwd: folder,
    env: { ...process.env, TF_WORKSPACE: 'dev', TF_DATA_DIR: 'kept' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return child.pid ?? 0
}
