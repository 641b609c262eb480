import type { Comparison } from './comparisons.ts'

/** The address as one bit a character. */
function bitsOf(address: string): string {
  if (!address.includes(':'))
    return address
      .split('.')
      .map((part) => bits(Number(part), 8))
      .join('')
  const [front = '', back = ''] = address
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''))
    .map((groups) => groups.map((group) => bits(Number.parseInt(group, 16), 16)).join(''))
  return address.includes('::') ? front.padEnd(128 - back.length, '0') + back : front
}

const bits = (number: number, width: number) => number.toString(2).padStart(width, '0')

/**
 * A range in CIDR form; without a prefix one IPv4 address, `/32` (reference_policies_elements_condition_operators,
 * IP address). Bits behind the prefix "are ignored" (access-analyzer-reference-policy-checks, Improve IP range).
 */
export const byAddress: Comparison = (policy, request) => {
  const [network = '', prefix = '32'] = policy.split('/')
  if (network.includes(':') !== request.includes(':')) return false
  return bitsOf(network).slice(0, Number(prefix)) === bitsOf(request).slice(0, Number(prefix))
}
