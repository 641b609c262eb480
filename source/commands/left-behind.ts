import type { Finding } from '../engine/finding.ts'
import type { Leftovers } from '../services/aws/find-leftovers.ts'
import type { Leftover } from '../services/aws/leftover.ts'

/** For scripts. */
export function leftoverDocument({ there, listed, unseen }: Leftovers) {
  const document = ({ arn, what, name, command }: Leftover) => ({ arn, what, name, command })
  return {
    left: [
      ...there.map((each) => ({ ...document(each), seen: true })),
      ...listed.map((each) => ({ ...document(each), seen: false })),
    ],
    ...(unseen.length > 0 ? { notSearched: unseen } : {}),
  }
}

/** For people: what is left, each with the command that removes it. */
export function leftoverFindings({ there, listed, unseen }: Leftovers): readonly Omit<Finding, 'fix'>[] {
  return [
    ...there.map(({ arn, what, name, command }) => ({
      code: 'LEFT_BEHIND',
      severity: 'warning' as const,
      message: `The ${what} ${name} is still there.`,
      evidence: [arn],
      mend: [command],
    })),
    ...listed.map(({ arn, what, name, command }) => ({
      code: 'LEFT_IN_SEARCH',
      severity: 'warning' as const,
      message: `AWS’s search by tag still names the ${what} ${name}. It may be gone: that search forgets late, and this program cannot look at it.`,
      evidence: [arn],
      mend: [command],
    })),
    ...unseen.map((message) => ({
      code: 'LEFT_UNSEEN',
      severity: 'warning' as const,
      message: `It could not be searched everywhere for what is left: ${message}`,
      mend: ['twin policy   # the permissions that the search takes'],
    })),
  ]
}

/** The same in a line, for the closing notice. */
export function leftoverLine({ there, listed, unseen }: Leftovers): string {
  const count = there.length + listed.length
  if (count > 0) return `- Left behind: ${count} ${count === 1 ? 'thing' : 'things'}, above with the command for each.`
  if (unseen.length > 0) return '- Nothing is known to be left, but not everything could be searched.'
  return '- Nothing of it is left: searched by tag and by name.'
}
