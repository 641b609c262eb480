import { useEffect, useRef, useState } from 'react'
import type { Api } from '../api/client.ts'
import type { TwinConfig } from '../config.ts'
import type { Entry } from '../conversation/state.ts'
import { useConversation } from '../conversation/use-conversation.ts'
import { Composer } from './composer.tsx'
import { Deletion } from './deletion.tsx'
import { HistoryNotice } from './history-notice.tsx'
import { Masthead } from './masthead.tsx'
import { Thread } from './thread.tsx'
import { useCountdown } from './use-countdown.ts'
import { Welcome } from './welcome.tsx'

/** The whole page: joins the conversation to Thread and Composer, and moves focus and view after each act. */
export function Page({ api, config }: { api: Api; config: TwinConfig }) {
  const { conversation, ask, retry, takeBack, loadHistory, stop, deleteAll } = useConversation(api)
  const { entries, pendingId, history, quietUntil, suggestions } = conversation
  const [draft, setDraft] = useState('')
  const composer = useRef<HTMLTextAreaElement>(null)
  const newestQuestion = useRef<HTMLElement>(null)
  const wait = useCountdown(quietUntil)
  const isBusy = pendingId !== undefined

  const newestId = entries.findLast(({ author }) => author === 'visitor')?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest question comes into view when it is asked and when its reply arrives.
  useEffect(() => {
    newestQuestion.current?.scrollIntoView({ block: 'start' })
  }, [newestId, isBusy])

  const askAndStay = (question: string) => {
    ask(question)
    composer.current?.focus({ preventScroll: true })
  }
  const retryAndStay = ({ id, text }: Entry) => {
    retry(id, text)
    composer.current?.focus({ preventScroll: true })
  }
  const stopAndStay = () => {
    stop()
    composer.current?.focus({ preventScroll: true })
  }
  const deleteAndStay = () => {
    deleteAll()
    composer.current?.focus({ preventScroll: true })
  }
  const edit = ({ id, text }: Entry) => {
    takeBack(id)
    setDraft(draft.trim() === '' ? text : `${text}\n${draft}`)
    composer.current?.focus()
  }

  return (
    <>
      <a className="skip" href="#question">
        Skip to your question
      </a>
      <Masthead config={config} />
      <main className="conversation">
        {history === 'failed' && <HistoryNotice onRetry={loadHistory} />}
        {entries.length === 0 && history !== 'loading' && (
          <Welcome config={config} answered={suggestions} isBusy={wait > 0} onChoose={askAndStay} />
        )}
        <Thread
          {...{ conversation, wait, newestQuestion }}
          twinName={config.name}
          onRetry={retryAndStay}
          onEdit={edit}
          onStop={stopAndStay}
        />
        <Deletion conversation={conversation} onDelete={deleteAndStay} />
        <p className="visually-hidden" role="status">
          {isBusy ? 'Thinking about your question.' : ''}
        </p>
        <Composer
          {...{ draft, isBusy, wait }}
          ref={composer}
          onChange={setDraft}
          onSend={(question) => {
            setDraft('')
            askAndStay(question)
          }}
        />
      </main>
      <footer className="colophon">
        <p>A language model writes the answers from notes of the person it stands for. It can be wrong.</p>
      </footer>
    </>
  )
}
