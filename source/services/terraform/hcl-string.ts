/** A text as a quoted HCL string: also `${` and `%{`, which would begin a template. */
export function quoteHcl(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[$%](?=\{)/g, '$&$&')
  return `"${escaped}"`
}
