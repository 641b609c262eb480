import { afterEach, describe, expect, it, vi } from 'vitest'
import { CancelledError, DetailedError, exitCodes, ToolError, UserError } from '../../source/errors.ts'
import { createReporter } from '../../source/ui/reporter.ts'
import { plainTheme } from '../support/plain-theme.ts'
import { catchOutput } from '../support/terminal.ts'

afterEach(() => vi.restoreAllMocks())

function reporter(json: boolean, verbose = false) {
  const problems: UserError[] = []
  const [out, err] = [catchOutput('stdout'), catchOutput('stderr')]
  const surface = { theme: plainTheme, showProblem: (problem: UserError) => void problems.push(problem) }
  return { report: createReporter({ command: 'deploy', json, verbose, surface }), problems, out, err }
}

const failure = { tool: 'terraform', command: 'terraform apply', toolExitCode: 1, lastLines: ['Error: no'] }
const tool = new ToolError('TOOL_FAILED', 'terraform ended with exit code 1.', failure, ['Run it again.'])

describe('the JSON document', () => {
  it('of a result is one, on standard output', () => {
    const { report, out, err } = reporter(true)
    report.result({ data: { url: 'https://d1.cloudfront.net', changed: true }, notice: { title: 'Up', lines: [] } })
    expect(JSON.parse(out.text())).toEqual({
      schemaVersion: 1,
      ok: true,
      command: 'deploy',
      exitCode: 0,
      url: 'https://d1.cloudfront.net',
      changed: true,
    })
    expect(out.text().endsWith('}\n')).toBe(true)
    expect(err.text()).toBe('')
  })

  it('of pending changes is not ok', () => {
    const { report, out } = reporter(true)
    report.result({ data: { pending: true }, exitCode: exitCodes.changesPending })
    expect(JSON.parse(out.text())).toMatchObject({ ok: false, exitCode: 5, pending: true })
  })

  it.each([
    [
      'a person must act',
      new UserError('ROOT_REFUSED', 'Root.', ['Make a user.']),
      1,
      { code: 'ROOT_REFUSED', message: 'Root.', nextSteps: ['Make a user.'] },
    ],
    [
      'wrong usage',
      new UserError('MISSING_ANSWERS', 'Missing.', [], exitCodes.usage),
      2,
      { code: 'MISSING_ANSWERS', message: 'Missing.', nextSteps: [] },
    ],
    [
      'a tool failed',
      tool,
      3,
      { code: 'TOOL_FAILED', message: tool.message, nextSteps: ['Run it again.'], tool: failure },
    ],
    [
      'many things are missing',
      new DetailedError('MISSING', 'Much.', ['Ask.'], {
        sections: [{ title: 'IAM', rows: [] }],
        facts: { actions: ['iam:PassRole'] },
      }),
      1,
      { code: 'MISSING', message: 'Much.', nextSteps: ['Ask.'], actions: ['iam:PassRole'] },
    ],
    [
      'the lock is held',
      new UserError('LOCKED', 'Held.', [], exitCodes.locked),
      4,
      { code: 'LOCKED', message: 'Held.', nextSteps: [] },
    ],
    [
      'AWS refused a call',
      new UserError('ACCESS_DENIED', 'No.', ['twin policy'], 1, {
        link: 'https://docs.aws.amazon.com/',
        details: { action: 'iam:CreateRole' },
      }),
      1,
      {
        code: 'ACCESS_DENIED',
        message: 'No.',
        nextSteps: ['twin policy'],
        link: 'https://docs.aws.amazon.com/',
        action: 'iam:CreateRole',
      },
    ],
    ['it was interrupted', new CancelledError(), 130, { code: 'CANCELLED', message: 'Stopped.', nextSteps: [] }],
    ['it was terminated', new CancelledError(143), 143, { code: 'CANCELLED', message: 'Stopped.', nextSteps: [] }],
  ])('when %s has the error and its exit code', (_, problem, exitCode, error) => {
    const { report, out, problems } = reporter(true)
    expect(report.failure(problem)).toBe(exitCode)
    expect(JSON.parse(out.text())).toEqual({ schemaVersion: 1, ok: false, command: 'deploy', exitCode, error })
    expect(problems).toEqual([])
  })
})

describe('for people', () => {
  it('a result is a notice', () => {
    const { report, out } = reporter(false)
    report.result({ data: {}, notice: { title: 'Your twin (dev) is up', lines: ['https://d1.cloudfront.net'] } })
    expect(out.text()).toBe('\n Your twin (dev) is up\n https://d1.cloudfront.net\n\n')
  })

  it('bare text is printed bare, to pipe on', () => {
    const { report, out } = reporter(false)
    report.result({ data: {}, text: 'https://api', notice: { title: 'Not this', lines: [] } })
    expect(out.text()).toBe('https://api\n')
  })

  it('a problem is shown on the surface', () => {
    const { report, problems, out } = reporter(false)
    expect(report.failure(tool)).toBe(3)
    expect(problems).toEqual([tool])
    expect(out.text()).toBe('')
  })

  it('a stop is one quiet line', () => {
    const { report, problems, out, err } = reporter(false)
    expect(report.failure(new CancelledError())).toBe(130)
    expect(err.text().trim()).toMatch(/^Stopped\. [^\n]*$/)
    expect([problems, out.text()]).toEqual([[], ''])
  })

  it.each([
    ['an error', new TypeError('x is not a function')],
    ['anything thrown', 'x is not a function'],
  ])('%s of ours says so, with what to do, and its stack only when asked', (_, thrown) => {
    const quiet = reporter(false)
    expect(quiet.report.failure(thrown)).toBe(70)
    expect(quiet.problems[0]).toMatchObject({ code: 'BUG', message: expect.stringContaining('x is not a function') })
    expect(quiet.problems[0]?.message).not.toContain('reporter.test')
    expect(quiet.problems[0]?.nextSteps[0]).toContain('--verbose')
    const loud = reporter(false, true)
    loud.report.failure(thrown)
    expect(loud.problems[0]?.message).toContain('reporter.test')
  })
})
