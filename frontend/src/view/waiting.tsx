import { Mark } from './mark.tsx'

/** Stands where the reply will stand; the status region of the page says it to screen readers. */
export function Waiting({ onStop }: { onStop(): void }) {
  return (
    <div className="waiting">
      <Mark className="mark turning" />
      <span aria-hidden="true">Thinking</span>
      <button type="button" className="button quiet" onClick={onStop}>
        Stop
      </button>
    </div>
  )
}
