import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { Api } from '../api/client.ts'
import { reduceConversation } from './reduce.ts'
import { type Conversation, emptyConversation } from './state.ts'

export interface ConversationControls {
  readonly conversation: Conversation
  ask(text: string): void
  retry(id: string, text: string): void
  /** Removes a question that failed, so that the visitor can word it differently. */
  takeBack(id: string): void
  loadHistory(): void
  /** Stops waiting for the reply; the question stays and can be sent again. */
  stop(): void
  /** Deletes everything that was said, on this page and where it is kept. */
  deleteAll(): void
}

/** Joins the pure reducer to the API. */
export function useConversation(api: Api): ConversationControls {
  const [conversation, dispatch] = useReducer(reduceConversation, emptyConversation)
  const asked = useRef(0)
  const waiting = useRef<AbortController>(undefined)

  const loadHistory = useCallback(async () => {
    dispatch({ type: 'history-requested' })
    const result = await api.readConversation()
    dispatch(result.ok ? { type: 'history-loaded', ...result.value } : { type: 'history-failed' })
  }, [api])

  useEffect(() => {
    void loadHistory()
  }, [loadHistory])

  const send = async (id: string, text: string) => {
    const controller = new AbortController()
    waiting.current = controller
    const result = await api.ask(text, controller.signal)
    dispatch(
      result.ok
        ? { type: 'replied', id, text: result.value }
        : { type: 'failed', id, problem: result.problem, at: Date.now() },
    )
  }

  return {
    conversation,
    loadHistory,
    ask: (text) => {
      asked.current += 1
      const id = `asked-${asked.current}`
      dispatch({ type: 'asked', id, text })
      void send(id, text)
    },
    retry: (id, text) => {
      dispatch({ type: 'retried', id })
      void send(id, text)
    },
    stop: () => waiting.current?.abort(),
    deleteAll: async () => {
      waiting.current?.abort()
      dispatch({ type: 'deletion-requested' })
      const { ok } = await api.deleteConversation()
      dispatch({ type: ok ? 'deleted' : 'deletion-failed' })
    },
    takeBack: (id) => dispatch({ type: 'taken-back', id }),
  }
}
