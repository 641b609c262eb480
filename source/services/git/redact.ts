/** The forms in which a secret may come back: as it is, in a URL, in a header. */
function formsOf(secret: string): string[] {
  const basic = ['x-access-token', 'git', ''].map((user) => Buffer.from(`${user}:${secret}`).toString('base64'))
  return [secret, encodeURIComponent(secret), ...basic]
}

/**
 * What an outside program printed, fit for a person's terminal: without secrets, without the part of a URL that
 * may hold some (a user's own configuration can put it there), and without control characters.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const plain = secrets
    .filter((secret) => secret.length > 0)
    .flatMap(formsOf)
    .reduce((all, form) => all.replaceAll(form, '***'), text)
  return plain
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@']+@/gi, '$1***@')
    .replaceAll(/^(\s*\w*authorization:).*$/gim, '$1 ***')
    .replaceAll(/[^\P{C}\n]/gu, ' ')
}
