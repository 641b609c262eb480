import { vi } from 'vitest'

/** Makes the process believe that it has, or has not, a terminal on a stream; undone with the mocks. */
export function pretendTerminal(streams: Readonly<Partial<Record<'stdin' | 'stdout' | 'stderr', boolean>>>): void {
  for (const [name, isTTY] of Object.entries(streams)) {
    const stream = process[name as 'stdin' | 'stdout' | 'stderr']
    if (!('isTTY' in stream))
      Object.defineProperty(stream, 'isTTY', { value: undefined, configurable: true, writable: true })
    vi.spyOn(stream as { isTTY: boolean }, 'isTTY', 'get').mockReturnValue(isTTY)
  }
}

/** Catches what is written to a stream from now on; undone with the mocks. */
export function catchOutput(name: 'stdout' | 'stderr'): { text(): string } {
  const chunks: string[] = []
  vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
    chunks.push(String(chunk))
    return true
  })
  return { text: () => chunks.join('') }
}
