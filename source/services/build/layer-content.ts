/**
 * Whether a file that pip installed belongs in the layer; pure. `path` is relative to pip's target folder.
 * Left out: bytecode (holds times), tests, start scripts (hold the path of this machine's Python), and those records of a
 * distribution that tell how it was installed here. METADATA, WHEEL, entry points and licenses stay, so that
 * importlib.metadata works and licenses are kept.
 */
export function belongsInLayer(path: string): boolean {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (parts[0] === 'bin' || parts.includes('__pycache__') || /\.py[co]$/.test(name)) return false
  if (parts.slice(1, -1).some((part) => part === 'tests' || part === 'test')) return false
  return !(
    parts.at(-2)?.endsWith('.dist-info') && ['RECORD', 'INSTALLER', 'REQUESTED', 'direct_url.json'].includes(name)
  )
}
