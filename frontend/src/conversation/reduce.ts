import type { Action, Conversation, Entry } from './state.ts'

const replyIdOf = (questionId: string) => `${questionId}-reply`

function withoutProblem({ id, author, text }: Entry): Entry {
  return { id, author, text }
}

/** A reply stands right below its question, also when later questions were asked meanwhile. */
function insertReply(entries: readonly Entry[], questionId: string, text: string): readonly Entry[] {
  return entries.flatMap((entry): Entry[] =>
    entry.id === questionId ? [entry, { id: replyIdOf(questionId), author: 'twin', text }] : [entry],
  )
}

/** Who goes on has read what became of the deletion. */
function withoutDeletion(state: Conversation): Conversation {
  const { deletion: _, ...rest } = state
  return rest
}

/** Forgets the pending question when it is the one that has just ended. */
function settle(state: Conversation, id: string): Conversation {
  if (state.pendingId !== id) return state
  const { pendingId: _, ...rest } = state
  return rest
}

/** The whole life of a conversation on the page; pure, so that every way through it is a table test. */
export function reduceConversation(state: Conversation, action: Action): Conversation {
  switch (action.type) {
    case 'history-requested':
      return { ...state, history: 'loading' }
    case 'history-failed':
      return { ...state, history: 'failed' }
    case 'history-loaded': {
      if (state.history === 'loaded') return state
      const earlier = action.turns.map((turn, index): Entry => ({ id: `earlier-${index}`, ...turn }))
      return { ...state, history: 'loaded', entries: [...earlier, ...state.entries], suggestions: action.suggestions }
    }
    case 'asked':
      return {
        ...withoutDeletion(state),
        pendingId: action.id,
        entries: [...state.entries, { id: action.id, author: 'visitor', text: action.text }],
      }
    case 'retried': {
      const again = state.entries.find(({ id }) => id === action.id)
      if (again === undefined) return state
      const others = state.entries.filter(({ id }) => id !== action.id)
      return { ...state, pendingId: action.id, entries: [...others, withoutProblem(again)] }
    }
    case 'replied':
      return { ...settle(state, action.id), entries: insertReply(state.entries, action.id, action.text) }
    case 'failed': {
      const { waitSeconds } = action.problem
      return {
        ...settle(state, action.id),
        ...(waitSeconds === undefined ? {} : { quietUntil: action.at + waitSeconds * 1_000 }),
        entries: state.entries.map((entry) => (entry.id === action.id ? { ...entry, problem: action.problem } : entry)),
      }
    }
    case 'deletion-requested':
      return { ...state, deletion: 'running' }
    case 'deletion-failed':
      return { ...state, deletion: 'failed' }
    case 'deleted':
      return { history: 'loaded', suggestions: state.suggestions, deletion: 'done', entries: [] }
    case 'taken-back':
      return { ...state, entries: state.entries.filter(({ id }) => id !== action.id) }
  }
}
