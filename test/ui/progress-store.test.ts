import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../source/engine/events.ts'
import { createProgressStore, noProgress, reduceProgress } from '../../source/ui/progress-store.ts'

const start = (id: string): EngineEvent => ({ type: 'step-start', id, title: id })
const end = (id: string): EngineEvent => ({
  type: 'step-end',
  id,
  title: id,
  outcome: 'applied',
  detail: '',
  milliseconds: 1,
})

const reduceAll = (...events: EngineEvent[]) =>
  events.reduce((state, event, index) => reduceProgress(state, event, index), noProgress)

describe('progress', () => {
  it('has the steps that run, each since when', () => {
    expect(reduceAll(start('a'), start('b')).running).toEqual([
      { id: 'a', title: 'a', message: '', startedAt: 0 },
      { id: 'b', title: 'b', message: '', startedAt: 1 },
    ])
  })

  it('keeps the start when there is word of a step, and only that step’s word', () => {
    const word: EngineEvent = { type: 'step-progress', id: 'b', title: 'b', message: 'half', done: 0, total: 2 }
    expect(reduceAll(start('a'), start('b'), word).running).toEqual([
      { id: 'a', title: 'a', message: '', startedAt: 0 },
      { id: 'b', title: 'b', message: 'half', done: 0, total: 2, startedAt: 1 },
    ])
  })

  it('forgets a count that is not told again', () => {
    const [counted, silent]: EngineEvent[] = [
      { type: 'step-progress', id: 'a', title: 'a', message: 'x', done: 1 },
      { type: 'step-progress', id: 'a', title: 'a', message: 'y' },
    ]
    expect(reduceAll(start('a'), counted as EngineEvent, silent as EngineEvent).running[0]).not.toHaveProperty('done')
  })

  it('moves an ended step to the trail, in the order of the ends', () => {
    const state = reduceAll(start('a'), start('b'), end('b'), end('a'))
    expect(state.running).toEqual([])
    expect(state.trail.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('knows that it is stopping', () => {
    expect(reduceAll(start('a'), { type: 'stopping' })).toMatchObject({ stopping: true, running: [{ id: 'a' }] })
  })

  it('changes nothing in the state before', () => {
    const before = reduceAll(start('a'))
    const copy = structuredClone(before)
    reduceProgress(before, end('a'), 9)
    expect(before).toEqual(copy)
  })
})

describe('the store', () => {
  it('tells its listeners until they leave, and always has the newest state', () => {
    const store = createProgressStore(() => 7)
    let told = 0
    const leave = store.subscribe(() => {
      told += 1
    })
    store.push(start('a'))
    expect(store.current().running).toEqual([{ id: 'a', title: 'a', message: '', startedAt: 7 }])
    leave()
    store.push(end('a'))
    expect(told).toBe(1)
    expect(store.current().running).toEqual([])
  })
})
