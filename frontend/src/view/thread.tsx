import { Fragment, type Ref } from 'react'
import type { Conversation, Entry } from '../conversation/state.ts'
import { Failure } from './failure.tsx'
import { Message } from './message.tsx'
import { Waiting } from './waiting.tsx'

interface ThreadProps {
  readonly conversation: Conversation
  readonly twinName: string
  readonly wait: number
  /** Gets the newest question, to bring it into view. */
  readonly newestQuestion: Ref<HTMLElement>
  onRetry(entry: Entry): void
  onEdit(entry: Entry): void
  onStop(): void
}

/** The conversation as a log: screen readers hear what is added and nothing twice. */
export function Thread({ conversation, twinName, wait, newestQuestion, onRetry, onEdit, onStop }: ThreadProps) {
  const { entries, pendingId, history } = conversation
  const newest = entries.findLast(({ author }) => author === 'visitor')
  return (
    <div className="thread" role="log" aria-label="Conversation" aria-busy={history === 'loading'}>
      {entries.map((entry) => (
        <Fragment key={entry.id}>
          <Message entry={entry} twinName={twinName} {...(entry === newest ? { ref: newestQuestion } : {})} />
          {entry.problem && (
            <Failure
              problem={entry.problem}
              wait={wait}
              isBusy={pendingId !== undefined}
              onRetry={() => onRetry(entry)}
              onEdit={() => onEdit(entry)}
            />
          )}
          {entry.id === pendingId && <Waiting onStop={onStop} />}
        </Fragment>
      ))}
    </div>
  )
}
