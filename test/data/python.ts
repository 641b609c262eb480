import { execFileSync } from 'node:child_process'

/** Runs a Python program with arguments; its standard output as bytes. */
export function python(program: string, args: readonly string[] = [], input?: string | Uint8Array): Buffer {
  return execFileSync('python3', ['-c', program, ...args], {
    maxBuffer: 256 * 1024 * 1024,
    ...(input === undefined ? {} : { input }),
  })
}
