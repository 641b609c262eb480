/**
 * The same text on every platform: CRLF becomes LF, as a checkout on Windows may have it. Bytes with a NUL are binary and
 * stay as they are.
 */
export function withUnixLineEnds(bytes: Buffer): Buffer {
  if (!bytes.includes('\r\n') || bytes.includes(0)) return bytes
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
}
