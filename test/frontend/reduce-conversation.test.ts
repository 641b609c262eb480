import { describe, expect, test } from 'vitest'
import type { Problem } from '../../frontend/src/api/problem.ts'
import { reduceConversation } from '../../frontend/src/conversation/reduce.ts'
import { type Action, type Conversation, emptyConversation } from '../../frontend/src/conversation/state.ts'

const broken: Problem = { kind: 'broken', sentence: 'No.', canRetry: true }
const loaded: Action = { type: 'history-loaded', turns: [], suggestions: [] }
const asked: Action = { type: 'asked', id: 'a', text: 'Who are you?' }

const play = (...actions: readonly Action[]): Conversation => actions.reduce(reduceConversation, emptyConversation)

describe('a question', () => {
  test('is on screen before its reply is there', () => {
    expect(play(loaded, asked)).toEqual({
      history: 'loaded',
      suggestions: [],
      pendingId: 'a',
      entries: [{ id: 'a', author: 'visitor', text: 'Who are you?' }],
    })
  })

  test('is settled by its reply, which stands below it', () => {
    const state = play(loaded, asked, { type: 'replied', id: 'a', text: 'Ada.' })
    expect(state.entries.map(({ text }) => text)).toEqual(['Who are you?', 'Ada.'])
    expect(state).not.toHaveProperty('pendingId')
  })

  test('that failed keeps its words and says why', () => {
    const state = play(loaded, asked, { type: 'failed', id: 'a', problem: broken, at: 0 })
    expect(state.entries).toEqual([{ id: 'a', author: 'visitor', text: 'Who are you?', problem: broken }])
    expect(state).not.toHaveProperty('pendingId')
    expect(state).not.toHaveProperty('quietUntil')
  })

  test('that is retried loses its failure and moves to the end', () => {
    const state = play(
      asked,
      { type: 'failed', id: 'a', problem: broken, at: 0 },
      { type: 'asked', id: 'b', text: 'And now?' },
      { type: 'replied', id: 'b', text: 'Now.' },
      { type: 'retried', id: 'a' },
    )
    expect(state.entries.map(({ id }) => id)).toEqual(['b', 'b-reply', 'a'])
    expect(state.entries.at(-1)).not.toHaveProperty('problem')
    expect(state.pendingId).toBe('a')
  })

  test('that is taken back is gone', () => {
    expect(play(asked, { type: 'taken-back', id: 'a' }).entries).toEqual([])
  })
})

test('the wait that the server asks for is counted from the moment of the failure', () => {
  const problem = { ...broken, waitSeconds: 12 }
  expect(play(asked, { type: 'failed', id: 'a', problem, at: 1_000 }).quietUntil).toBe(13_000)
})

test('history that arrives late stands above what was asked meanwhile, and only once', () => {
  const history: Action = { type: 'history-loaded', turns: [{ author: 'twin', text: 'Hello again.' }], suggestions: [] }
  const state = play(asked, history, history)
  expect(state.entries.map(({ text }) => text)).toEqual(['Hello again.', 'Who are you?'])
})

test('history that cannot be loaded can be asked for again', () => {
  expect(play({ type: 'history-failed' }).history).toBe('failed')
  expect(play({ type: 'history-failed' }, { type: 'history-requested' }).history).toBe('loading')
})

describe('a conversation that is deleted', () => {
  const said = [loaded, asked, { type: 'replied', id: 'a', text: 'Ada.' }] as const

  test('is gone, and says so until the next question', () => {
    const gone = play(...said, { type: 'deletion-requested' }, { type: 'deleted' })
    expect(gone).toEqual({ history: 'loaded', suggestions: [], deletion: 'done', entries: [] })
    expect(reduceConversation(gone, { ...asked, id: 'b' })).not.toHaveProperty('deletion')
  })

  test('stays when it could not be', () => {
    const state = play(...said, { type: 'deletion-requested' }, { type: 'deletion-failed' })
    expect(state.deletion).toBe('failed')
    expect(state.entries).toHaveLength(2)
  })

  test('is not brought back by a reply on its way', () => {
    const state = play(
      loaded,
      asked,
      { type: 'deletion-requested' },
      { type: 'deleted' },
      {
        type: 'replied',
        id: 'a',
        text: 'Late.',
      },
    )
    expect(state.entries).toEqual([])
  })
})
