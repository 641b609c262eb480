import { extname } from 'node:path/posix'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
}

/** A name with eight or more characters of hash before its ending, as Vite writes into `assets/`. */
const hashedAsset = /(?:^|\/)assets\/[^/]+-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+$/

/**
 * How a file of the page is stored; pure. `path` is relative to the page's folder, with forward slashes.
 * A file with a hash in its name never changes; documents are asked for again at every visit; the rest (icons) may be an
 * hour old.
 */
export function headersFor(path: string): { readonly contentType: string; readonly cacheControl: string } {
  const ending = extname(path).toLowerCase()
  const contentType = contentTypes[ending] ?? 'application/octet-stream'
  if (hashedAsset.test(path)) return { contentType, cacheControl: 'public, max-age=31536000, immutable' }
  if (ending === '.html' || ending === '.json' || ending === '.webmanifest' || path === 'sw.js')
    return { contentType, cacheControl: 'no-cache' }
  return { contentType, cacheControl: 'public, max-age=3600' }
}
