/**
 * Whether a request names this machine as its host. A page on the web can make a name of its own
 * resolve to 127.0.0.1 (DNS rebinding); its Host header then still says that name.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, '').toLowerCase()
  return name === '127.0.0.1' || name === 'localhost' || name === '[::1]'
}
