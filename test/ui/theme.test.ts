import { describe, expect, it } from 'vitest'
import { createTheme, wantsColor, wantsUnicode } from '../../source/ui/theme.ts'

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    // https://no-color.org: only a value that is not empty counts.
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, false, true],
  ])('with %j on a terminal (%s) is wanted: %s', (env, isTerminal, wanted) => {
    expect(wantsColor(env, isTerminal)).toBe(wanted)
  })

  it('is nowhere in a theme without it', () => {
    const { accent, strong, muted, good, warning, bad } = createTheme({ color: false, unicode: true })
    for (const paint of [accent, strong, muted, good, warning, bad]) expect(paint('x')).toBe('x')
  })

  it('is around the words in a theme with it, whatever the process thinks of its own output', () => {
    const { good, bad } = createTheme({ color: true, unicode: true })
    expect(good('x')).toBe('\u001B[32mx\u001B[39m')
    expect(bad('x')).toBe('\u001B[31mx\u001B[39m')
  })
})

describe('marks outside ASCII', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'linux', true],
    [{ LANG: 'C.utf8' }, 'linux', true],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'linux', false],
    [{ LC_CTYPE: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'C' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'darwin', true],
    [{}, 'win32', true],
    [{ TERM: 'linux', LANG: 'de_DE.UTF-8' }, 'linux', false],
    [{ TERM: 'dumb' }, 'darwin', false],
  ])('with %j on %s are wanted: %s', (env, platform, wanted) => {
    expect(wantsUnicode(env, platform)).toBe(wanted)
  })

  it('are not in the other theme', () => {
    expect(JSON.stringify(createTheme({ color: false, unicode: false }).marks)).toMatch(/^[\x20-\x7E]+$/)
  })
})
