import { describe, expect, it } from 'vitest'
import { filesBelow, readText } from '../support/repository.ts'

const sources = ['source', 'backend/app', 'frontend/src', 'terraform']
  .flatMap(filesBelow)
  .filter((path) => /\.(ts|tsx|mjs|py|css|tf|hcl)$/.test(path) && !path.endsWith('.terraform.lock.hcl'))
  .map((path) => ({ path, lines: readText(path).trimEnd().split('\n').length }))
  .sort((a, b) => a.lines - b.lines)

describe('source files', () => {
  it('are found', () => {
    expect(sources.length).toBeGreaterThan(200)
  })

  it('have 70 lines in the median, or fewer', () => {
    expect(sources[Math.floor(sources.length / 2)]?.lines).toBeLessThanOrEqual(70)
  })

  it('have 400 lines at most', () => {
    expect(sources.filter(({ lines }) => lines > 400)).toEqual([])
  })
})

describe('names and words', () => {
  it('are kebab-case in TypeScript, and nothing is called utils', () => {
    const odd = [...filesBelow('source'), ...filesBelow('frontend/src'), ...filesBelow('test')]
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
      .filter((path) => !/^[a-z0-9./-]+$/.test(path) || /(^|[/-])utils?\b/.test(path))
    expect(odd).toEqual([])
  })

  it('leave nothing for later', () => {
    const later = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'not ' + 'implemented', '\\.(skip|only|todo)\\('].join('|'))
    const places = [
      ...sources.map(({ path }) => path),
      ...filesBelow('test').filter((path) => /\.(ts|mjs|py)$/.test(path)),
    ]
    expect(places.filter((path) => later.test(readText(path)))).toEqual([])
  })
})
