import { afterEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../source/errors.ts'
import { isLive } from '../../source/ui/is-live.ts'
import { createSurface } from '../../source/ui/surface.ts'
import { catchOutput, pretendTerminal } from '../support/terminal.ts'

afterEach(() => vi.restoreAllMocks())

const surfaceOptions = (more: object = {}) => ({
  env: {},
  json: false,
  plain: false,
  color: true,
  signal: new AbortController().signal,
  onInterrupt: () => undefined,
  ...more,
})

describe('the live surface', () => {
  it.each([
    ['a terminal', {}, true],
    ['--json', { json: true }, false],
    ['--plain', { plain: true }, false],
    ['CI', { env: { CI: 'true' } }, false],
    ['no CI', { env: { CI: 'false' } }, true],
    ['a dumb terminal', { env: { TERM: 'dumb' } }, false],
    ['a screen reader', { env: { INK_SCREEN_READER: 'true' } }, false],
  ])('with %s: %s → %s', (_, more, live) => {
    pretendTerminal({ stdin: true, stderr: true })
    expect(isLive(surfaceOptions(more))).toBe(live)
  })

  it.each([
    [false, true],
    [true, false],
    [false, false],
  ])('needs a terminal to read from (%s) and to write to (%s)', (stdin, stderr) => {
    pretendTerminal({ stdin, stderr })
    expect(isLive(surfaceOptions())).toBe(false)
  })
})

describe('what is shown', () => {
  it('goes to standard error, so that standard output holds results alone', async () => {
    pretendTerminal({ stdin: false, stderr: false })
    const [out, err] = [catchOutput('stdout'), catchOutput('stderr')]
    const surface = await createSurface(surfaceOptions())
    surface.show({ title: 'What this costs', lines: ['Little.'] })
    surface.showProblem(new UserError('NO', 'No.'))
    surface.host.notify({ type: 'step-end', id: 'a', title: 'A', outcome: 'satisfied', detail: 'ok', milliseconds: 1 })
    expect(err.text()).toContain('What this costs')
    expect(err.text()).toContain('No.')
    expect(err.text()).toContain('A')
    expect(out.text()).toBe('')
    expect(err.text()).not.toContain('\u001B')
  })

  it('is one JSON line each with --json', async () => {
    pretendTerminal({ stdin: true, stderr: true })
    const err = catchOutput('stderr')
    const surface = await createSurface(surfaceOptions({ json: true }))
    surface.show({ title: 'What this costs', lines: ['Little.'] })
    surface.host.notify({ type: 'stopping' })
    expect(
      err
        .text()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ type: 'notice', title: 'What this costs', lines: ['Little.'] }, { type: 'stopping' }])
  })

  it.each([
    ['a terminal', {}, true],
    ['--no-color', { color: false }, false],
    ['NO_COLOR', { env: { NO_COLOR: '1' } }, false],
  ])('has colour with %s: %s', async (_, more, colored) => {
    pretendTerminal({ stdin: true, stderr: true })
    const err = catchOutput('stderr')
    const surface = await createSurface(surfaceOptions({ plain: true, ...more }))
    surface.showProblem(new UserError('NO', 'No.'))
    expect(err.text().includes('\u001B[31m')).toBe(colored)
  })
})
