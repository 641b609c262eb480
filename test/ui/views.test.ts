import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../source/engine/events.ts'
import { ToolError, UserError } from '../../source/errors.ts'
import { liveLines } from '../../source/ui/views/live-lines.ts'
import { noticeLines } from '../../source/ui/views/notice.ts'
import { problemLines } from '../../source/ui/views/problem.ts'
import { trailLines } from '../../source/ui/views/trail.ts'
import { shown, plainTheme as theme, widths } from '../support/plain-theme.ts'

type StepEnd = Extract<EngineEvent, { type: 'step-end' }>

const end = (more: Partial<StepEnd>): StepEnd => ({
  type: 'step-end',
  id: 'identity',
  title: 'Identity',
  outcome: 'satisfied',
  detail: 'user ada · account 123456789012 · eu-central-1',
  milliseconds: 120,
  ...more,
})

const trail = [
  end({}),
  end({
    id: 'bucket',
    title: 'State bucket',
    outcome: 'applied',
    detail: 'digital-twin-terraform-state-123456789012',
    milliseconds: 4200,
  }),
  end({
    id: 'table',
    title: 'Lock table',
    outcome: 'planned',
    detail: '',
    plan: ['Make the DynamoDB table digital-twin-terraform-locks, paid by request.'],
  }),
  end({
    id: 'model',
    title: 'Bedrock model',
    outcome: 'blocked',
    detail: 'Bedrock in eu-central-1 knows no model or inference profile called nova.',
  }),
  end({ id: 'page', title: 'Chat page', outcome: 'cancelled', detail: 'Stopped.', milliseconds: 75_000 }),
]

const problem = new ToolError(
  'TOOL_FAILED',
  'terraform ended with exit code 1, because the provider could not be fetched.',
  {
    tool: 'terraform',
    command: 'terraform init',
    toolExitCode: 1,
    lastLines: ['Error: Failed to query', 'registry.terraform.io'],
    logPath: '/tmp/terraform.log',
  },
  ['Check the connection, then run the same command again.'],
)

describe('the trail', () => {
  it('at 100 columns', () => {
    expect(shown(trail.flatMap((step) => trailLines(step, 100, theme)))).toMatchInlineSnapshot(`
      "
      | ✔ Identity                 user ada · account 123456789012 · eu-central-1
      | ✚ State bucket             digital-twin-terraform-state-123456789012 · 4.2 s
      | ◌ Lock table
      |    · Make the DynamoDB table digital-twin-terraform-locks, paid by request.
      | ✖ Bedrock model            Bedrock in eu-central-1 knows no model or inference profile called
      |                            nova.
      | ◌ Chat page                Stopped. · 1 min 15 s
      "
    `)
  })
  it('at 40 columns', () => {
    expect(shown(trail.flatMap((step) => trailLines(step, 40, theme)))).toMatchInlineSnapshot(`
      "
      | ✔ Identity
      |   user ada · account 123456789012 ·
      |   eu-central-1
      | ✚ State bucket
      |   digital-twin-terraform-state-123456789012
      |   · 4.2 s
      | ◌ Lock table
      |    · Make the DynamoDB table
      |      digital-twin-terraform-locks,
      |      paid by request.
      | ✖ Bedrock model
      |   Bedrock in eu-central-1 knows no
      |   model or inference profile called
      |   nova.
      | ◌ Chat page
      |   Stopped. · 1 min 15 s
      "
    `)
  })
  it('at 24 columns', () => {
    expect(shown(trail.flatMap((step) => trailLines(step, 24, theme)))).toMatchInlineSnapshot(`
      "
      | ✔ Identity
      |   user ada · account
      |   123456789012 ·
      |   eu-central-1
      | ✚ State bucket
      |   digital-twin-terraform-state-123456789012
      |   · 4.2 s
      | ◌ Lock table
      |    · Make the DynamoDB
      |      table
      |      digital-twin-terraform-locks,
      |      paid by request.
      | ✖ Bedrock model
      |   Bedrock in
      |   eu-central-1 knows
      |   no model or
      |   inference profile
      |   called nova.
      | ◌ Chat page
      |   Stopped.
      |   · 1 min 15 s
      "
    `)
  })
})

describe('the live lines', () => {
  const running = [
    { id: 'a', title: 'AWS resources', message: 'creating CloudFront distribution', done: 12, total: 33, startedAt: 0 },
    { id: 'b', title: 'Lambda package', message: 'installing fastapi', startedAt: 4800 },
    { id: 'c', title: 'Chat page', message: '', done: 3, startedAt: 2000 },
    { id: 'd', title: 'Bedrock model', message: 'asking', startedAt: 2000 },
  ]
  const at = (columns: number, count = 4) => liveLines(running.slice(0, count), { columns, now: 5000, frame: 1, theme })

  it('at 100 columns', () => {
    expect(shown(at(100, 3))).toMatchInlineSnapshot(`
      "
      | ⠙ AWS resources: creating CloudFront distribution 12/33 5 s
      | ⠙ Lambda package: installing fastapi
      | ⠙ Chat page 3 3 s
      "
    `)
  })
  it('at 40 columns', () => {
    expect(shown(at(40))).toMatchInlineSnapshot(`
      "
      | ⠙ AWS resources: creating C… 12/33 5 s
      | ⠙ Lambda package: installing fastapi
      | ⠙ and 2 more
      "
    `)
  })
  it('at 24 columns', () => {
    expect(shown(at(24))).toMatchInlineSnapshot(`
      "
      | ⠙ AWS resou… 12/33 5 s
      | ⠙ Lambda package: ins…
      | ⠙ and 2 more
      "
    `)
  })

  it.each(widths)('never break at %i columns, and are three at most', (columns) => {
    const lines = at(columns)
    expect(lines).toHaveLength(3)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(columns)
  })
})

describe('a notice', () => {
  const notice = {
    title: 'This removes the dev twin for good',
    tone: 'warning' as const,
    lines: [
      '- 14 conversations (3.1 kB) and all that was said in them',
      '',
      'What stays: the state bucket and the lock table.',
    ],
  }
  it('at 100 columns', () => {
    expect(shown(noticeLines(notice, 100, theme))).toMatchInlineSnapshot(`
      "
      |
      | This removes the dev twin for good
      | · 14 conversations (3.1 kB) and all that was said in them
      |
      | What stays: the state bucket and the lock table.
      |
      "
    `)
  })
  it('at 40 columns', () => {
    expect(shown(noticeLines(notice, 40, theme))).toMatchInlineSnapshot(`
      "
      |
      | This removes the dev twin for good
      | · 14 conversations (3.1 kB) and all
      |   that was said in them
      |
      | What stays: the state bucket and the
      | lock table.
      |
      "
    `)
  })
  it('at 24 columns', () => {
    expect(shown(noticeLines(notice, 24, theme))).toMatchInlineSnapshot(`
      "
      |
      | This removes the dev twin for good
      | · 14 conversations
      |   (3.1 kB) and all
      |   that was said in
      |   them
      |
      | What stays: the state
      | bucket and the lock
      | table.
      |
      "
    `)
  })
})

describe('a problem', () => {
  it('at 100 columns', () => {
    expect(shown(problemLines(problem, 100, theme))).toMatchInlineSnapshot(`
      "
      |
      | ✖ terraform ended with exit code 1, because the provider could not be fetched.
      |
      |     Error: Failed to query
      |     registry.terraform.io
      |   All of it: /tmp/terraform.log
      |
      |   What to do
      |   → Check the connection, then run the same command again.
      |
      |   TOOL_FAILED
      |
      "
    `)
  })
  it('at 40 columns', () => {
    expect(shown(problemLines(problem, 40, theme))).toMatchInlineSnapshot(`
      "
      |
      | ✖ terraform ended with exit code 1,
      |   because the provider could not be
      |   fetched.
      |
      |     Error: Failed to query
      |     registry.terraform.io
      |   All of it: /tmp/terraform.log
      |
      |   What to do
      |   → Check the connection, then run the
      |     same command again.
      |
      |   TOOL_FAILED
      |
      "
    `)
  })
  it('at 24 columns', () => {
    expect(shown(problemLines(problem, 24, theme))).toMatchInlineSnapshot(`
      "
      |
      | ✖ terraform ended with
      |   exit code 1, because
      |   the provider could
      |   not be fetched.
      |
      |     Error: Failed to
      |     query
      |     registry.terraform.io
      |   All of it:
      |   /tmp/terraform.log
      |
      |   What to do
      |   → Check the
      |     connection, then
      |     run the same
      |     command again.
      |
      |   TOOL_FAILED
      |
      "
    `)
  })

  it('without next steps and without a tool is what happened and its code', () => {
    expect(problemLines(new UserError('NO_WAY', 'It cannot be done.'), 80, theme)).toEqual([
      '',
      ' ✖ It cannot be done.',
      '',
      '   NO_WAY',
      '',
    ])
  })
})

describe('a problem that is written about', () => {
  it('names the place in one line, between what to do and the code', () => {
    const link = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html'
    const known = new UserError('ACCESS_DENIED', 'No.', ['twin policy'], 1, { link })
    const end = problemLines(known, 110, theme).slice(-6)
    expect(end).toEqual(['   → twin policy', '', `   More: ${link}`, '', '   ACCESS_DENIED', ''])
  })
})

describe('no view', () => {
  it.each(widths)('leaves a line longer than %i columns, but for words that people copy', (columns) => {
    const lines = [
      ...trail.flatMap((step) => trailLines(step, columns, theme)),
      ...problemLines(problem, columns, theme),
    ]
    const tooLong = lines.filter((line) => line.length > columns && line.trim().split(' ').length > 2)
    expect(tooLong).toEqual([])
  })
})
