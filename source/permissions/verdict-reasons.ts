import type { ActionVerdict, Evidence } from './verdicts.ts'

const evidenceWords: Readonly<Record<Evidence, string>> = {
  documents: 'read from the policies',
  simulation: "told by IAM's simulator",
  'access denied when looking': 'AWS refused it when asked just now',
  'answered when looking': 'IAM answered it just now',
}

/** How a verdict is known, in a clause; empty when nothing is known. */
export const evidenceOf = ({ evidence }: ActionVerdict): string =>
  evidence.includes('documents') && evidence.includes('simulation')
    ? 'read from the policies and simulated'
    : evidence.map((each) => evidenceWords[each]).join(', ')

/** Policies that could not be read make a doubt of many clauses, of which the first tells the matter. */
function firstOf(because: string): string {
  const clauses = because.split('; ')
  return clauses.length === 1 ? because : `${clauses[0]}, and ${clauses.length - 1} more.`
}

/**
 * Why a verdict is as it is, with the statement that decides and how that is known, in one sentence. Many
 * actions share one, so that it is said once for all of them.
 * @param isWhole false for a screen, where the first of many doubts is enough.
 */
export function reasonOf(verdict: ActionVerdict, isWhole = false): string {
  if (verdict.disagreement) return `The policies and IAM's simulator disagree. ${verdict.disagreement}`
  if (verdict.evidence.includes('access denied when looking')) {
    return isWhole ? `AWS refused it when asked just now: ${verdict.because}` : 'AWS refused it when asked just now.'
  }
  const because = isWhole ? verdict.because : firstOf(verdict.because)
  const evidence = evidenceOf(verdict)
  if (evidence === '' || because.includes("IAM's simulator") || verdict.evidence.includes('answered when looking')) {
    return because
  }
  return `${because.replace(/\.$/, '')} (${evidence}).`
}
