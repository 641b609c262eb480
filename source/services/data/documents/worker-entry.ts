/**
 * Where the thread's program lies, seen from the module at `url`: beside its source, or in dist/ of the package,
 * where this module has become part of a chunk or of the program.
 */
export function workerEntry(url: string): URL {
  if (url.endsWith('.ts')) return new URL('./pdf-worker.mjs', url)
  return new URL(/\/chunks\/[^/]+$/.test(url) ? '../pdf-worker.mjs' : './pdf-worker.mjs', url)
}
