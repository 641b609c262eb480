import { Mark } from './mark.tsx'

/** Stands where the reply will stand; the status region of the page says it to screen readers. */
export function Waiting() {
  return (
    <p className="waiting" aria-hidden="true">
      <Mark className="mark turning" />
      Thinking
    </p>
  )
}
