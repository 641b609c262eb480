import type { KeyboardEvent, Ref } from 'react'
import { roomFor } from '../conversation/limits.ts'
import { Counter } from './counter.tsx'

interface ComposerProps {
  readonly draft: string
  /** Whether a reply is awaited. */
  readonly isBusy: boolean
  /** Seconds before the server wants another question. */
  readonly wait: number
  readonly ref: Ref<HTMLTextAreaElement>
  onChange(draft: string): void
  onSend(question: string): void
}

/** Where the visitor writes. Typing goes on while a reply is awaited; only sending waits. */
export function Composer({ draft, isBusy, wait, ref, onChange, onSend }: ComposerProps) {
  const room = roomFor(draft)
  const question = draft.trim()
  const canSend = question !== '' && !room.isOver && !isBusy && wait === 0

  const send = () => {
    if (canSend) onSend(question)
  }
  const sendOnEnter = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter chooses the word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label className="label" htmlFor="question">
        Your question
      </label>
      <div className="field">
        <div className="growing" data-draft={`${draft} `}>
          <textarea
            id="question"
            ref={ref}
            rows={1}
            value={draft}
            enterKeyHint="send"
            autoComplete="off"
            aria-describedby="composer-hint"
            aria-invalid={room.isOver}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={sendOnEnter}
          />
        </div>
        <button type="submit" className="button send" aria-disabled={!canSend}>
          Ask
        </button>
      </div>
      <p className="hint">
        <span id="composer-hint" className="keys">
          Enter sends, Shift and Enter starts a new line.
        </span>
        <Counter room={room} />
      </p>
    </form>
  )
}
