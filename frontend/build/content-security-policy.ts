const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/**
 * What the page may load: its own files, and nothing inline. `frame-ancestors` is missing because
 * browsers ignore it in a meta tag; it belongs in the response header.
 */
export const contentSecurityPolicy = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ')
