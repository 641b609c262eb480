import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds between two looks. */
const pause = 200

/** Bytes of the files in a folder; what vanishes meanwhile counts nothing. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Tells when a folder has grown, until it is stopped.
 * @param onGrowth gets the bytes that came since the start.
 */
export function watchFolder(folder: string, onGrowth: (bytes: number) => void): () => void {
  let before: number | undefined
  let last = 0
  let isBusy = false
  const look = async () => {
    if (isBusy) return
    isBusy = true
    const size = await sizeOf(folder)
    isBusy = false
    before ??= size
    if (size - before > last) {
      last = size - before
      onGrowth(last)
    }
  }
  void look()
  const timer = setInterval(() => void look(), pause)
  timer.unref()
  return () => clearInterval(timer)
}
