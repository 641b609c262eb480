/**
 * Where a file that runs by itself lies, a thread's or a process's: beside the source of the module at `url`, or in
 * dist/ of the package, where that module has become part of a chunk or of the program.
 */
export function entryFile(name: string, url: string): URL {
  if (url.endsWith('.ts')) return new URL(`./${name}`, url)
  return new URL(/\/chunks\/[^/]+$/.test(url) ? `../${name}` : `./${name}`, url)
}
