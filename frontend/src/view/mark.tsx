/** The twin's sign: one disc on a fold, half of it filled and half of it drawn. */
export function Mark({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" aria-hidden="true">
      <path className="mark-person" d="M11.5 2v20a10 10 0 0 1 0-20Z" />
      <path className="mark-twin" d="M13.5 3.2v17.6a8.8 8.8 0 0 0 0-17.6Z" />
    </svg>
  )
}
