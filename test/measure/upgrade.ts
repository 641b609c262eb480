import type { Stage } from './stage.ts'

/** Everything that a later version of the stack, or a user in a fork, may change in place. */
const changes: readonly (readonly [file: string, before: string, after: string])[] = [
  ['provider.tf', 'ManagedBy   = "create-digital-twin"', 'ManagedBy = "create-digital-twin"\nEdition = "2"'],
  ['role.tf', '"What the digital twin\'s function may do"', '"What the function may do"'],
  ['role.tf', 'Action    = "sts:AssumeRole"', 'Action = "sts:AssumeRole"\nSid = "Lambda"'],
  ['role.tf', '"ReadData"', '"ReadTwinData"'],
  ['api.tf', '"Reached through CloudFront only"', '"Reached through CloudFront"'],
  ['api.tf', 'payload_format_version = "2.0"', 'payload_format_version = "2.0"\ntimeout_milliseconds = 29500'],
  ['api.tf', '"GET /health"', '"ANY /health"'],
  ['buckets.tf', 'replaced = [30]', 'replaced = [60]'],
  ['buckets.tf', '    apply_server_side', '    bucket_key_enabled = true\n    apply_server_side'],
  ['bucket-policies.tf', '"TlsOnly"', '"OnlyTls"'],
  ['cdn.tf', '"PriceClass_100"', '"PriceClass_200"'],
  ['cdn.tf', '"Lets CloudFront, and nothing else, read the page"', '"Lets CloudFront read the page"'],
  ['function.tf', '"Python packages of the digital twin"', '"Python packages of the twin"'],
  ['function.tf', 'timeout = 29', 'timeout = 28'],
  ['function.tf', '"AllowHttpApi"', '"AllowTheHttpApi"'],
]

/** Changes the project's stack; what it gives back takes the changes away again. */
export function upgrade({ edit }: Stage): () => void {
  const originals = new Map<string, string>()
  for (const [file, before, after] of changes) {
    const path = `terraform/${file}`
    edit(path, (text) => {
      if (!originals.has(path)) originals.set(path, text)
      return text.replace(before, after)
    })
  }
  return () => {
    for (const [path, text] of originals) edit(path, () => text)
  }
}
