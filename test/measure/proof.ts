import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { exitCodes } from '../../source/errors.ts'

/** Where in an environment's life an action is missed. */
export const phases = ['unchanged', 'inspect', 'change', 'bootstrap', 'create', 'later', 'destroy'] as const
export type Phase = (typeof phases)[number]

/** What came of taking one action out of the published policy. */
export interface Proof {
  readonly action: string
  /** Of test/measure/shapes.ts: the first whose policy has the action. */
  readonly shape: string
  readonly phase: Phase
  /** The actions that the doctor named. */
  readonly predicted: readonly string[]
  /** The actions that the run was refused. */
  readonly refused: readonly string[]
  /** How the run ended: 0 where it went on without. */
  readonly exitCode: number
}

/** The doctor named that action and no other. */
export const isExact = ({ action, predicted }: Proof): boolean => predicted.join() === action

/** The run failed, and on that action alone. */
export const hasFailed = ({ action, refused, exitCode }: Proof): boolean =>
  exitCode !== exitCodes.ok && refused.join() === action

/** The actions of one proof's line, as long as the longest of them. */
const column = 44

/** One line of the table that is printed: predicted, happened. */
export function proofLine(proof: Proof): string {
  const { action, predicted, phase, refused, exitCode } = proof
  const said = isExact(proof) ? 'named' : `≠ ${predicted.join(', ') || 'nothing'}`
  const happened = hasFailed(proof)
    ? `refused, the run failed with ${exitCode}`
    : `${refused.length > 0 ? `refused ${refused.join(', ')}` : 'nothing refused'}, exit ${exitCode}`
  return `${action.padEnd(column)} ${said.padEnd(20)} ${phase.padEnd(10)} ${happened}`
}

export function readProofs(path: string): readonly Proof[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Proof[]) : []
}

/** Writes them in place of earlier ones of the same actions. */
export function keepProofs(path: string, proofs: readonly Proof[]): void {
  const fresh = new Set(proofs.map(({ action }) => action))
  const all = [...readProofs(path).filter(({ action }) => !fresh.has(action)), ...proofs]
  const lines = all.sort((a, b) => a.action.localeCompare(b.action)).map((proof) => `  ${JSON.stringify(proof)}`)
  writeFileSync(path, `[\n${lines.join(',\n')}\n]\n`)
}
