import { describe, expect, it } from 'vitest'
import { createEdgeCache, lifetimeOf } from '../../../source/rehearsal/edge/cache.ts'
import { cachePolicies } from '../../../source/rehearsal/edge/managed-policies.ts'
import { type EdgeResponse, headerOf } from '../../../source/rehearsal/edge/messages.ts'

const { CachingOptimized, CachingDisabled } = cachePolicies

const page = (cacheControl?: string, status = 200): EdgeResponse => ({
  status,
  headers: cacheControl === undefined ? [] : [['cache-control', cacheControl]],
  body: Buffer.from('page'),
})
const get = (path: string) => ({ method: 'GET', path })

describe('how long an edge keeps an answer', () => {
  it.each([
    ['nothing said', undefined, 86_400],
    ['its own word', 'max-age=60', 60],
    ['the word for shared caches, before the other', 'max-age=60, s-maxage=30', 30],
    ['no more than the policy allows', 'max-age=99999999', 31_536_000],
    ['no less than the policy demands', 'max-age=0', 1],
    ['no-cache', 'no-cache', 1],
    ['no-store', 'no-store', 1],
  ])('%s', (_, cacheControl, seconds) => {
    expect(lifetimeOf(page(cacheControl), CachingOptimized)).toBe(seconds)
  })

  it('not at all without caching, or when it is an error', () => {
    expect(lifetimeOf(page(), CachingDisabled)).toBe(0)
    expect(lifetimeOf(page(undefined, 404), CachingOptimized)).toBe(0)
  })
})

describe("an edge's cache", () => {
  const filled = () => {
    let time = 0
    const cache = createEdgeCache(() => time)
    cache.keep('E1', get('/index.html'), page('max-age=10'), CachingOptimized)
    cache.keep('E1', get('/assets/a.js'), page(), CachingOptimized)
    cache.keep('E2', get('/index.html'), page(), CachingOptimized)
    const has = (id: string, path: string) => cache.find(id, get(path)) !== undefined
    return { cache, has, at: (milliseconds: number) => (time = milliseconds) }
  }

  it('gives what it keeps, with its age, until its time is over', () => {
    const { cache, at } = filled()
    at(9_900)
    const held = cache.find('E1', get('/index.html'))
    expect(headerOf(held?.headers ?? [], 'age')).toBe('9')
    expect(headerOf(held?.headers ?? [], 'x-cache')).toBe('Hit from cloudfront')
    at(10_000)
    expect(cache.find('E1', get('/index.html'))).toBeUndefined()
  })

  it('answers no POST', () => {
    expect(filled().cache.find('E1', { method: 'POST', path: '/index.html' })).toBeUndefined()
  })

  it('forgets the paths of one distribution', () => {
    const { cache, has } = filled()
    cache.invalidate('E1', ['/index.html'])
    expect([has('E1', '/index.html'), has('E1', '/assets/a.js'), has('E2', '/index.html')]).toEqual([false, true, true])
  })

  it('forgets everything below a star', () => {
    const { cache, has } = filled()
    cache.invalidate('E1', ['/assets/*'])
    expect([has('E1', '/index.html'), has('E1', '/assets/a.js')]).toEqual([true, false])
    cache.invalidate('E2', ['/*'])
    expect(has('E2', '/index.html')).toBe(false)
  })
})
