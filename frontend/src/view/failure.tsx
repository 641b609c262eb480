import type { Problem } from '../api/problem.ts'

interface FailureProps {
  readonly problem: Problem
  /** Seconds before the question may be sent again. */
  readonly wait: number
  readonly isBusy: boolean
  onRetry(): void
  onEdit(): void
}

/** Below a question that was not answered: why, and what one can do. The countdown is not read out every second. */
export function Failure({ problem, wait, isBusy, onRetry, onEdit }: FailureProps) {
  const isHeld = isBusy || wait > 0
  return (
    <div className={problem.kind === 'stopped' ? 'failure calm' : 'failure'}>
      <p role="alert">{problem.sentence}</p>
      <div className="actions">
        {problem.canRetry && (
          <button type="button" className="button" aria-disabled={isHeld} onClick={() => !isHeld && onRetry()}>
            Try again
            {wait > 0 && <span className="countdown"> in {wait} s</span>}
          </button>
        )}
        <button type="button" className="button quiet" onClick={onEdit}>
          Edit the question
        </button>
      </div>
    </div>
  )
}
