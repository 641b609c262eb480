interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

/** Zeros in front are refused: some read such a number as octal. */
const decimal = /^(?:0|[1-9]\d{0,2})$/

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => decimal.test(part) && Number(part) <= 255)) return undefined
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::')
  if (halves.length > 2 || !/^[0-9a-f:]{2,39}$/i.test(text)) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const zeros = 8 - head.length - tail.length
  if (halves.length === 2 ? zeros < 1 : zeros !== 0) return undefined
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) }
}

const parseAddress = (text: string) => (text.includes(':') ? parseIpv6(text) : parseIpv4(text))

function sharesStart(a: Address, b: Address, length: number): boolean {
  const shift = BigInt(a.bits - length)
  return a.value >> shift === b.value >> shift
}

/**
 * Whether an address lies in a CIDR range; undefined when one of them is malformed. Bits after the
 * prefix are ignored (Access Analyzer's policy checks, "Improve IP range"). Without a prefix length
 * AWS takes /32 (IAM user guide, "Condition operators", IP address). It does not say that this means
 * something else for IPv6, so there only an address that is the same, or that not even /32 covers, is judged.
 */
export function isInRange(address: string, range: string): boolean | undefined {
  const [base = '', prefix, ...rest] = range.split('/')
  const from = parseAddress(base)
  const candidate = parseAddress(address)
  if (from === undefined || candidate === undefined || rest.length > 0) return undefined
  if (prefix !== undefined && !(decimal.test(prefix) && Number(prefix) <= from.bits)) return undefined
  if (from.bits !== candidate.bits) return false
  if (prefix !== undefined) return sharesStart(from, candidate, Number(prefix))
  const isSame = from.value === candidate.value
  return isSame || !sharesStart(from, candidate, 32) ? isSame : undefined
}
