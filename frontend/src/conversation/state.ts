import type { Turn } from '../api/convert.ts'
import type { Problem } from '../api/problem.ts'

export interface Entry extends Turn {
  readonly id: string
  /** Only on a question whose sending failed. */
  readonly problem?: Problem
}

export interface Conversation {
  readonly history: 'loading' | 'loaded' | 'failed'
  /** First questions, made from what the owner has answered; empty when there are none or something was said. */
  readonly suggestions: readonly string[]
  /** What became of the visitor's wish to delete everything. */
  readonly deletion?: 'running' | 'done' | 'failed'
  readonly entries: readonly Entry[]
  /** The question that waits for its reply. */
  readonly pendingId?: string
  /** Milliseconds since 1970 before which the server wants no further question. */
  readonly quietUntil?: number
}

export type Action =
  | { readonly type: 'history-requested' }
  | { readonly type: 'history-loaded'; readonly turns: readonly Turn[]; readonly suggestions: readonly string[] }
  | { readonly type: 'history-failed' }
  | { readonly type: 'asked'; readonly id: string; readonly text: string }
  | { readonly type: 'retried'; readonly id: string }
  | { readonly type: 'replied'; readonly id: string; readonly text: string }
  | { readonly type: 'failed'; readonly id: string; readonly problem: Problem; readonly at: number }
  | { readonly type: 'taken-back'; readonly id: string }
  | { readonly type: 'deletion-requested' }
  | { readonly type: 'deleted' }
  | { readonly type: 'deletion-failed' }

export const emptyConversation: Conversation = { history: 'loading', suggestions: [], entries: [] }
