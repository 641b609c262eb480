import type { Ref } from 'react'
import type { Entry } from '../conversation/state.ts'
import { Markdown } from '../markdown/markdown.tsx'

interface MessageProps {
  readonly entry: Entry
  readonly twinName: string
  readonly ref?: Ref<HTMLElement>
}

/** One Message of the Thread: a visitor's words as they were typed, the twin's as Markdown. */
export function Message({ entry, twinName, ref }: MessageProps) {
  return entry.author === 'visitor' ? (
    <article className="message question" ref={ref}>
      <span className="visually-hidden">You asked: </span>
      <p>{entry.text}</p>
    </article>
  ) : (
    <article className="message reply" ref={ref}>
      <span className="visually-hidden">{twinName} answered: </span>
      <Markdown text={entry.text} />
    </article>
  )
}
