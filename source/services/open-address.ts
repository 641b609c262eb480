import { run } from './shell.ts'

/** What shows an address in the person's browser, by Node's name of the platform. */
const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
}

/** Whether a browser was told to show an address; there may be none, as on a server. */
export async function openAddress(
  address: string,
  { platform, env, signal }: { platform: string; env: Record<string, string | undefined>; signal: AbortSignal },
): Promise<boolean> {
  const opener = openers[platform]
  if (!opener) return false
  try {
    const { exitCode } = await run([...opener, address], { env, signal, allowFailure: true })
    // Explorer ends with 1 although it showed the page.
    return exitCode === 0 || platform === 'win32'
  } catch {
    return false
  }
}
