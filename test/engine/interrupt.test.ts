import { afterEach, describe, expect, it } from 'vitest'
import { createInterrupt, type Interrupt } from '../../source/engine/interrupt.ts'

let interrupt: Interrupt | undefined
afterEach(() => interrupt?.dispose())

function listen() {
  const calls: string[] = []
  interrupt = createInterrupt(
    () => calls.push('first'),
    (code) => calls.push(`force ${code}`),
  )
  return { interrupt, calls }
}

describe('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 130],
  ] as const)('by %s aborts, says so once, and ends with %i', (name, code) => {
    const { interrupt, calls } = listen()
    expect(interrupt.signal.aborted).toBe(false)
    interrupt.trigger(name)
    expect(interrupt.signal.aborted).toBe(true)
    expect(calls).toEqual(['first'])
    expect(interrupt.exitCode()).toBe(code)
  })

  it('forces when it comes again', () => {
    const { interrupt, calls } = listen()
    interrupt.trigger('SIGINT')
    interrupt.trigger('SIGINT')
    expect(calls).toEqual(['first', 'force 130'])
  })

  it('keeps the code of the first one', () => {
    const { interrupt, calls } = listen()
    interrupt.trigger('SIGTERM')
    interrupt.trigger('SIGINT')
    expect(calls).toEqual(['first', 'force 143'])
  })

  it('hears the process’s own signals until it is disposed of', () => {
    const before = process.listenerCount('SIGTERM')
    const { interrupt, calls } = listen()
    process.emit('SIGTERM', 'SIGTERM')
    expect(calls).toEqual(['first'])
    expect(interrupt.exitCode()).toBe(143)
    interrupt.dispose()
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})
