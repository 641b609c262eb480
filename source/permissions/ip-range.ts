interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::')
  if (halves.length > 2 || !/^[0-9a-f:]+$/i.test(text)) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const zeros = 8 - head.length - tail.length
  if (halves.length === 2 ? zeros < 1 : zeros !== 0) return undefined
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) }
}

const parseAddress = (text: string) => (text.includes(':') ? parseIpv6(text) : parseIpv4(text))

/**
 * Whether an address lies in a CIDR range; a range without a prefix length is that one address.
 * Undefined when one of them is malformed.
 */
export function isInRange(address: string, range: string): boolean | undefined {
  const [base = '', prefix, ...rest] = range.split('/')
  const from = parseAddress(base)
  const candidate = parseAddress(address)
  if (from === undefined || candidate === undefined || rest.length > 0) return undefined
  const length = prefix === undefined ? from.bits : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN
  if (!(length <= from.bits)) return undefined
  if (from.bits !== candidate.bits) return false
  const shift = BigInt(from.bits - length)
  return from.value >> shift === candidate.value >> shift
}
