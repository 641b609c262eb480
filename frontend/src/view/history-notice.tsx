/** Says that the earlier conversation is missing; asking goes on without it. */
export function HistoryNotice({ onRetry }: { onRetry(): void }) {
  return (
    <div className="notice">
      <p role="status">Your earlier conversation could not be loaded. You can still ask.</p>
      <button type="button" className="button quiet" onClick={onRetry}>
        Load it again
      </button>
    </div>
  )
}
