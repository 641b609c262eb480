import type { Conversation } from '../conversation/state.ts'

const sentences = {
  running: 'Deleting the conversation.',
  done: 'The conversation is deleted, here and where it was kept.',
  failed: 'The conversation could not be deleted. Please try again in a moment.',
}

interface DeletionProps {
  readonly conversation: Conversation
  onDelete(): void
}

/** One click, and nothing of the conversation is kept anywhere. */
export function Deletion({ conversation: { deletion, entries }, onDelete }: DeletionProps) {
  const isRunning = deletion === 'running'
  return (
    <div className="deletion">
      <p role="status">{deletion && sentences[deletion]}</p>
      {entries.length > 0 && (
        <button
          type="button"
          className="button quiet"
          aria-disabled={isRunning}
          onClick={() => !isRunning && onDelete()}
        >
          Delete this conversation
        </button>
      )}
    </div>
  )
}
