import { describe, expect, it } from 'vitest'
import { type Mode, runSteps } from '../../source/engine/run-steps.ts'
import type { Step } from '../../source/engine/step.ts'
import { CancelledError, UserError } from '../../source/errors.ts'
import { recordingHost } from '../support/recording-host.ts'

interface World {
  /** Steps whose work is done. */
  readonly done: Set<string>
  readonly log: string[]
}

type WorldStep = Step<World, boolean>

/** A step that is satisfied once its id is in the world. */
const step = (id: string, more: Partial<WorldStep> = {}): WorldStep => ({
  id,
  title: `Do ${id}`,
  inspect: async ({ done, log }) => {
    log.push(`look ${id}`)
    return done.has(id)
  },
  assess: (isDone) =>
    isDone ? { status: 'satisfied', detail: `${id} is there` } : { status: 'missing', plan: [`Make ${id}.`] },
  apply: async ({ done, log }) => {
    log.push(`write ${id}`)
    done.add(id)
  },
  ...more,
})

/** Resolves when it is opened: what a test waits on in the place of a clock. */
function gate() {
  let resolve: (() => void) | undefined
  const opened = new Promise<void>((settle) => {
    resolve = settle
  })
  return { open: () => resolve?.(), opened }
}

async function perform(
  steps: readonly WorldStep[],
  { mode = 'apply' as Mode, done = [] as string[], signal = new AbortController().signal } = {},
) {
  const host = recordingHost()
  const world: World = { done: new Set(done), log: [] }
  const outcome = await runSteps(steps, world, { mode, host, signal, now: () => 0 }).then(
    (results) => ({ results, problem: undefined }),
    (problem: unknown) => ({ results: undefined, problem }),
  )
  return { host, world, ...outcome }
}

/** Every start has exactly one end behind it. */
function expectPairs(lines: readonly string[]) {
  const started = lines.flatMap((line) => /^start (\S+)$/.exec(line)?.[1] ?? [])
  const ended = lines.flatMap(
    (line) => /^(?:satisfied|applied|planned|blocked|failed|cancelled) (\S+)$/.exec(line)?.[1] ?? [],
  )
  expect([...ended].sort()).toEqual([...started].sort())
  expect(lines.at(0)).toBe('begin')
  expect(lines.at(-1)).toBe('end')
}

describe('a step', () => {
  it('that is satisfied is not applied', async () => {
    const { world, results, host } = await perform([step('a')], { done: ['a'] })
    expect(world.log).toEqual(['look a'])
    expect(results).toEqual([{ id: 'a', outcome: 'satisfied', detail: 'a is there' }])
    expect(host.lines).toEqual(['begin', 'start a', 'satisfied a', 'end'])
  })

  it('that is missing is applied and then looked at again', async () => {
    const { world, results } = await perform([step('a')])
    expect(world.log).toEqual(['look a', 'write a', 'look a'])
    expect(results).toEqual([{ id: 'a', outcome: 'applied', detail: 'a is there' }])
  })

  it('whose work is not found by the second look is an error of its own', async () => {
    const { problem, host } = await perform([step('a', { apply: async () => undefined })])
    expect(problem).toMatchObject({ code: 'STEP_UNFINISHED', message: expect.stringContaining('Make a.') })
    expect(host.lines).toContain('blocked a')
  })

  it('that is blocked after its work says so itself', async () => {
    const blocked = new UserError('TAKEN', 'Somebody else has it.')
    const { problem } = await perform([
      step('a', {
        assess: (isDone) => (isDone ? { status: 'blocked', problem: blocked } : { status: 'missing', plan: [] }),
      }),
    ])
    expect(problem).toBe(blocked)
  })

  it('without a way to apply stays planned', async () => {
    const { results } = await perform([{ ...step('a'), apply: undefined } as unknown as WorldStep])
    expect(results).toEqual([{ id: 'a', outcome: 'planned', detail: '', plan: ['Make a.'] }])
  })

  it('reports progress under its own name', async () => {
    const { host } = await perform([
      step('a', {
        apply: async ({ done }, _facts, report) => {
          report('half', { done: 1, total: 2 })
          done.add('a')
        },
      }),
    ])
    expect(host.events).toContainEqual({
      type: 'step-progress',
      id: 'a',
      title: 'Do a',
      message: 'half',
      done: 1,
      total: 2,
    })
  })

  it.each([
    ['a person must act', new UserError('NO', 'No.'), 'blocked'],
    ['anything else', new TypeError('oops'), 'failed'],
    ['it was stopped', new CancelledError(), 'cancelled'],
  ])('that throws ends as it should when %s', async (_, thrown, outcome) => {
    const { host, problem } = await perform([
      step('a', {
        inspect: async () => {
          throw thrown
        },
      }),
    ])
    expect(problem).toBe(thrown)
    expect(host.lines).toEqual(['begin', 'start a', `${outcome} a`, 'end'])
  })
})

describe('a dry run', () => {
  it('writes nothing, goes on past what is missing, and lists what it would do', async () => {
    const { world, results } = await perform([step('a'), step('b'), step('c')], { mode: 'dry-run', done: ['b'] })
    expect(world.log.filter((line) => line.startsWith('write'))).toEqual([])
    expect(results).toEqual([
      { id: 'a', outcome: 'planned', detail: '', plan: ['Make a.'] },
      { id: 'b', outcome: 'satisfied', detail: 'b is there' },
      { id: 'c', outcome: 'planned', detail: '', plan: ['Make c.'] },
    ])
  })

  it('still stops at what is blocked', async () => {
    const problem = new UserError('NO', 'No.')
    const run = await perform([step('a', { assess: () => ({ status: 'blocked', problem }) }), step('b')], {
      mode: 'dry-run',
    })
    expect(run.problem).toBe(problem)
    expect(run.world.log).toEqual(['look a'])
  })
})

describe('steps', () => {
  it('that name no needs follow each other', async () => {
    const { world } = await perform([step('a'), step('b')])
    expect(world.log).toEqual(['look a', 'write a', 'look a', 'look b', 'write b', 'look b'])
  })

  it('without a path between them run at the same time', async () => {
    const [a, b] = [gate(), gate()]
    const meet = async (own: typeof a, other: typeof a) => {
      own.open()
      await other.opened
      return true
    }
    // Each can only end after the other has begun; one after the other they would never end.
    const { results } = await perform([
      step('a', { needs: [], inspect: () => meet(a, b) }),
      step('b', { needs: [], inspect: () => meet(b, a) }),
    ])
    expect(results?.map(({ id }) => id).sort()).toEqual(['a', 'b'])
  })

  it('wait for what they need, also when that stands later in no order of theirs', async () => {
    const { world } = await perform([step('a', { needs: [] }), step('b', { needs: [] }), step('c', { needs: ['a'] })])
    expect(world.log.indexOf('look c')).toBeGreaterThan(world.log.indexOf('write a'))
  })

  it('may look before they may write', async () => {
    const looked = gate()
    const { world } = await perform([
      // Ends only after b has looked.
      step('a', {
        needs: [],
        apply: async ({ done, log }) => {
          await looked.opened
          log.push('write a')
          done.add('a')
        },
      }),
      step('b', {
        needs: ['a'],
        looksAfter: [],
        inspect: async ({ done, log }) => {
          log.push('look b')
          looked.open()
          return done.has('b')
        },
      }),
    ])
    expect(world.log.indexOf('look b')).toBeLessThan(world.log.indexOf('write a'))
    expect(world.log.indexOf('write b')).toBeGreaterThan(world.log.indexOf('write a'))
  })

  it('that looked early do not write after a failure before them', async () => {
    const looked = gate()
    const problem = new UserError('NO', 'No.')
    const run = await perform([
      step('a', {
        needs: [],
        inspect: async () => {
          await looked.opened
          throw problem
        },
      }),
      step('b', {
        needs: ['a'],
        looksAfter: [],
        inspect: async () => {
          looked.open()
          return false
        },
      }),
    ])
    expect(run.problem).toBe(problem)
    expect(run.world.log).toEqual([])
    expect(run.host.lines).toContain('cancelled b')
    expectPairs(run.host.lines)
  })
})

describe('a failure', () => {
  it('starts nothing new and lets finish what runs', async () => {
    const failed = gate()
    const problem = new Error('a broke')
    const run = await perform([
      step('a', {
        needs: [],
        inspect: async () => {
          failed.open()
          throw problem
        },
      }),
      step('b', { needs: [], inspect: () => failed.opened.then(() => true) }),
      step('c', { needs: ['a'] }),
      step('d', { needs: ['b'] }),
    ])
    expect(run.problem).toBe(problem)
    expect(run.host.lines).toContain('satisfied b')
    expect(run.host.lines.filter((line) => /start (c|d)/.test(line))).toEqual([])
    expectPairs(run.host.lines)
  })

  it('is told once: of several that of the step which stands first', async () => {
    const later = gate()
    const { problem } = await perform([
      step('a', { needs: [], inspect: () => later.opened.then(() => Promise.reject(new Error('of a'))) }),
      step('b', {
        needs: [],
        inspect: async () => {
          later.open()
          throw new Error('of b')
        },
      }),
    ])
    expect(problem).toMatchObject({ message: 'of a' })
  })

  it('is not hidden by a step before it that gave up because of it', async () => {
    const failed = gate()
    const { problem, host } = await perform([
      step('slow', { needs: [], inspect: () => failed.opened.then(() => true) }),
      step('a', {
        needs: ['slow'],
        looksAfter: [],
        assess: () => ({ status: 'missing', plan: [] }),
        apply: async () => undefined,
      }),
      step('b', {
        needs: [],
        inspect: async () => {
          setImmediate(failed.open)
          throw new Error('of b')
        },
      }),
    ])
    expect(host.lines).toContain('cancelled a')
    expect(problem).toMatchObject({ message: 'of b' })
  })

  it('still gives the terminal back when the host’s own end is reached', async () => {
    const { host } = await perform([
      step('a', {
        inspect: async () => {
          throw new Error('a broke')
        },
      }),
    ])
    expect(host.lines.at(-1)).toBe('end')
  })
})

describe('an interrupt', () => {
  it('lets the running step end, starts none, and is told as one', async () => {
    const controller = new AbortController()
    const run = await perform(
      [
        step('a', {
          apply: async ({ done }) => {
            controller.abort()
            done.add('a')
          },
        }),
        step('b'),
      ],
      { signal: controller.signal },
    )
    expect(run.problem).toBeInstanceOf(CancelledError)
    expect(run.host.lines).toEqual(['begin', 'start a', 'applied a', 'end'])
  })

  it('makes whatever the step throws then a stop, not a failure', async () => {
    const controller = new AbortController()
    const run = await perform(
      [
        step('a', {
          inspect: async () => {
            controller.abort()
            throw new Error('the call was aborted')
          },
        }),
      ],
      { signal: controller.signal },
    )
    expect(run.problem).toBeInstanceOf(CancelledError)
    expect(run.host.lines).toContain('cancelled a')
  })

  it('before the first step runs none', async () => {
    const run = await perform([step('a')], { signal: AbortSignal.abort() })
    expect(run.problem).toBeInstanceOf(CancelledError)
    expect(run.host.lines).toEqual(['begin', 'end'])
  })
})

describe('the time a step took', () => {
  it('is in its end, in milliseconds of the given clock', async () => {
    const host = recordingHost()
    let clock = 0
    await runSteps([step('a')], { done: new Set(['a']), log: [] } as World, {
      mode: 'apply',
      host,
      signal: new AbortController().signal,
      now: () => {
        clock += 250
        return clock
      },
    })
    expect(host.events.at(-1)).toMatchObject({ type: 'step-end', milliseconds: 250 })
  })
})
