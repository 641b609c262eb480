import { describe, expect, it } from 'vitest'
import { type Check, skipped, well } from '../../source/engine/check.ts'
import type { Finding } from '../../source/engine/finding.ts'
import { runChecks } from '../../source/engine/run-checks.ts'
import { CancelledError, UserError } from '../../source/errors.ts'
import { recordingHost } from '../support/recording-host.ts'

interface World {
  readonly broken: Set<string>
  readonly log: string[]
}

type WorldCheck = Check<World>

const finding = (code: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'error',
  message: `${code} is broken. It has been for a while.`,
  mend: ['mend it'],
  ...more,
})

/** A check of a thing in the world that can be mended. */
const check = (id: string, more: Partial<WorldCheck> = {}): WorldCheck => ({
  id,
  title: `Look at ${id}`,
  inspect: async ({ broken, log }) => {
    log.push(id)
    if (!broken.has(id)) return well(`${id} is well`)
    const fix = { what: `Mend ${id}.`, apply: async () => void broken.delete(id) }
    return { detail: '', findings: [finding(id.toUpperCase(), { fix })] }
  },
  ...more,
})

const throws = (id: string, problem: unknown): WorldCheck =>
  check(id, {
    inspect: async () => {
      throw problem
    },
  })

async function examine(checks: readonly WorldCheck[], { broken = [] as string[], fix = false } = {}) {
  const host = recordingHost()
  const world: World = { broken: new Set(broken), log: [] }
  const signal = new AbortController().signal
  const results = await runChecks(checks, world, { host, signal, fix, now: () => 0 })
  return { host, world, results, outcomes: results.map(({ id, outcome }) => `${id} ${outcome}`) }
}

describe('checks', () => {
  it('are all made, and told in their order', async () => {
    const { outcomes, results } = await examine([check('a'), check('b'), check('c')], { broken: ['b'] })
    expect(outcomes).toEqual(['a well', 'b error', 'c well'])
    expect(results[1]?.detail).toBe('B is broken.')
  })

  it('change nothing without being asked to', async () => {
    const { world } = await examine([check('a')], { broken: ['a'] })
    expect([...world.broken]).toEqual(['a'])
  })

  it('that fail hide no other', async () => {
    const { outcomes, results } = await examine([
      throws('a', new UserError('NO_KEY', 'There is no key.', ['find it'])),
      throws('b', new TypeError('undefined is not a function')),
      check('c'),
    ])
    expect(outcomes).toEqual(['a unable', 'b unable', 'c well'])
    expect(results[0]?.findings).toMatchObject([{ code: 'NO_KEY', severity: 'error', mend: ['find it'] }])
    expect(results[1]?.findings).toMatchObject([{ code: 'CHECK_FAILED', severity: 'warning' }])
  })

  it('wait for what they build on, and begin even when something is wrong with it', async () => {
    const { world, outcomes } = await examine([check('a'), check('b', { needs: ['a'] })], { broken: ['a'] })
    expect(world.log).toEqual(['a', 'b'])
    expect(outcomes).toEqual(['a error', 'b well'])
  })

  it('are left out, all the way down, when what they build on could not look', async () => {
    const { world, outcomes, results } = await examine([
      throws('a', new UserError('NO_KEY', 'There is no key.')),
      check('b', { needs: ['a'] }),
      check('c', { needs: ['b'] }),
      check('d'),
    ])
    expect(outcomes).toEqual(['a unable', 'b skipped', 'c skipped', 'd well'])
    expect(world.log).toEqual(['d'])
    expect(results[1]?.detail).toContain('Look at a')
  })

  it('with nothing to look at do not stop what builds on them', async () => {
    const empty = check('a', { inspect: async () => skipped('nothing there') })
    const { outcomes } = await examine([empty, check('b', { needs: ['a'] })])
    expect(outcomes).toEqual(['a skipped', 'b well'])
  })

  it('run side by side where they may', async () => {
    let arrived = 0
    let open: (() => void) | undefined
    const both = new Promise<void>((resolve) => {
      open = resolve
    })
    // Each ends only when the other has begun.
    const meeting = (id: string) =>
      check(id, {
        inspect: async () => {
          arrived += 1
          if (arrived === 2) open?.()
          await both
          return well('met')
        },
      })
    const { outcomes } = await examine([meeting('a'), meeting('b')])
    expect(outcomes).toEqual(['a well', 'b well'])
  })

  it('warn where nothing is broken yet', async () => {
    const inspect = async () => ({ detail: '', findings: [finding('OLD', { severity: 'warning' as const })] })
    const { host, outcomes } = await examine([check('a', { inspect })])
    expect(outcomes).toEqual(['a warning'])
    expect(host.lines).toContain('warned a')
  })

  it('begin and end in pairs for the host', async () => {
    const { host } = await examine([throws('a', new Error('oh')), check('b', { needs: ['a'] }), check('c')])
    const of = (pattern: RegExp) => host.lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).sort()
    expect(of(/^start (\S+)$/)).toEqual(['a', 'b', 'c'])
    expect(of(/^(?:satisfied|failed|skipped) (\S+)$/)).toEqual(['a', 'b', 'c'])
  })

  it('end with a cancellation when stopped', async () => {
    const stopping = new AbortController()
    const inspect = async () => {
      stopping.abort()
      return well('')
    }
    const run = runChecks([check('a', { inspect })], { broken: new Set(), log: [] } as World, {
      host: recordingHost(),
      signal: stopping.signal,
      fix: false,
    })
    await expect(run).rejects.toBeInstanceOf(CancelledError)
  })
})

describe('--fix', () => {
  it('mends, looks again, and tells what was wrong', async () => {
    const { world, outcomes, results } = await examine([check('a'), check('b')], { broken: ['a'], fix: true })
    expect(outcomes).toEqual(['a fixed', 'b well'])
    expect(results[0]?.fixed).toMatchObject([{ code: 'A' }])
    expect(results[0]?.findings).toEqual([])
    expect(world.log.filter((id) => id === 'a')).toHaveLength(2)
  })

  it('leaves what has no fix, and says so', async () => {
    const inspect = async () => ({ detail: '', findings: [finding('LOST')] })
    const { outcomes, results } = await examine([check('a', { inspect })], { fix: true })
    expect(outcomes).toEqual(['a error'])
    expect(results[0]?.fixed).toEqual([])
  })

  it('that fails tells why, beside what is still wrong', async () => {
    const fix = {
      what: 'Mend it.',
      apply: async () => {
        throw new UserError('REFUSED', 'AWS refused it.')
      },
    }
    const inspect = async () => ({ detail: '', findings: [finding('A', { fix })] })
    const { results } = await examine([check('a', { inspect })], { fix: true })
    expect(results[0]?.findings.map(({ code }) => code)).toEqual(['A', 'REFUSED'])
    expect(results[0]?.fixed).toEqual([])
  })
})
