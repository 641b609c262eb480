import { describe, expect, it } from 'vitest'
import type { Context } from '../../source/context.ts'
import type { Notice } from '../../source/engine/notice.ts'
import type { Assessment, Step } from '../../source/engine/step.ts'
import { CancelledError, UserError } from '../../source/errors.ts'
import type { Act, RemedyChoice } from '../../source/plans/act.ts'
import { runActs } from '../../source/run-acts.ts'
import { fakeContext } from '../support/fake-context.ts'
import { fakePrompter } from '../support/fake-prompter.ts'
import { recordingHost } from '../support/recording-host.ts'

const satisfied: Assessment = { status: 'satisfied', detail: 'there' }

/** A step that answers these assessments, one after the other, and then the last one again. */
const step = (id: string, ...assessments: Assessment[]): Step<Context, number> & { looks(): number } => {
  let count = 0
  return {
    id,
    title: id,
    looks: () => count,
    inspect: async () => {
      count += 1
      return count - 1
    },
    assess: (index) => assessments[Math.min(index, assessments.length - 1)] ?? satisfied,
  }
}

const blocked = (code: string): Assessment => ({ status: 'blocked', problem: new UserError(code, 'No.') })

async function perform(acts: readonly Act[], context: Context, prompter = fakePrompter()) {
  const notices: Notice[] = []
  const problems: UserError[] = []
  const host = recordingHost()
  const surface = {
    host,
    quickHost: host,
    show: (notice: Notice) => void notices.push(notice),
    showProblem: (problem: UserError) => void problems.push(problem),
    prompter: async () => prompter,
  }
  const outcome = await runActs(acts, context, surface).then(
    (results) => ({ results, problem: undefined }),
    (problem: unknown) => ({ results: undefined, problem }),
  )
  return { ...outcome, notices, problems, host, prompter }
}

describe('acts', () => {
  it('are a notice, then questions, then steps, one act after the other', async () => {
    const context = fakeContext()
    const prompter = fakePrompter('eu-west-1')
    const { notices, host, results } = await perform(
      [
        { notice: () => ({ title: 'Read this', lines: [] }), questions: ['region'], steps: [step('a')] },
        { steps: [step('b')] },
      ],
      context,
      prompter,
    )
    expect(notices.map(({ title }) => title)).toEqual(['Read this'])
    expect(prompter.asked).toHaveLength(1)
    expect(host.lines.filter((line) => line.startsWith('start'))).toEqual(['start a', 'start b'])
    expect(results?.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(context.saves).toBeGreaterThan(0)
  })

  it('give the terminal back before the next question', async () => {
    const { host } = await perform(
      [{ steps: [step('a')] }, { questions: ['region'] }],
      fakeContext(),
      fakePrompter('eu-west-1'),
    )
    expect(host.lines.at(-1)).toBe('end')
  })

  it('whose time has not come leave out their questions and steps', async () => {
    const unseen = step('a')
    await perform([{ when: () => false, questions: ['approve'], steps: [unseen] }], fakeContext())
    expect(unseen.looks()).toBe(0)
  })
})

describe('without a terminal', () => {
  it('every missing answer of all acts is named before anything runs', async () => {
    const unseen = step('a')
    const { problem, host, prompter } = await perform(
      [{ steps: [unseen] }, { questions: ['region'] }, { questions: ['environment', 'approve'] }],
      fakeContext({ options: { interactive: false } }),
    )
    expect(problem).toMatchObject({ code: 'MISSING_ANSWERS', message: expect.stringContaining('3 answers') })
    expect([unseen.looks(), host.lines, prompter.asked]).toEqual([0, [], []])
  })

  it('what shows to be asked only later is missing then, and not before', async () => {
    const later = (when: boolean): Act[] => [
      { steps: [step('a')] },
      { when: () => when, questions: ['confirm'], isUnforeseen: true, steps: [step('b')] },
    ]
    const context = () => fakeContext({ options: { interactive: false, yes: true } })
    expect((await perform(later(false), context())).results).toHaveLength(1)
    const { problem, host } = await perform(later(true), context())
    expect(problem).toMatchObject({ code: 'MISSING_ANSWERS' })
    expect(host.lines.filter((line) => line.startsWith('start'))).toEqual(['start a'])
  })

  it('nothing is offered when a step is blocked', async () => {
    const remedies = [{ codes: ['NO'], message: 'What now?', choices: async () => [] }]
    const { problem, prompter } = await perform(
      [{ steps: [step('a', blocked('NO'))], remedies }],
      fakeContext({ options: { interactive: false } }),
    )
    expect(problem).toMatchObject({ code: 'NO' })
    expect(prompter.asked).toEqual([])
  })
})

describe('a dry run', () => {
  const missing: Assessment = { status: 'missing', plan: ['Make it.'] }

  it('asks for no approval, and none is missing', async () => {
    const acts: Act[] = [{ questions: ['acceptCosts', 'approve', 'confirm'], steps: [step('a')] }]
    for (const interactive of [true, false]) {
      const { results } = await perform(acts, fakeContext({ options: { dryRun: true, interactive } }))
      expect(results).toHaveLength(1)
    }
  })

  it('ends where something is missing that all the rest stands on', async () => {
    const [bucket, plan] = [step('bucket', missing), step('plan')]
    const { results } = await perform(
      [{ steps: [bucket], isFoundation: true }, { steps: [plan] }],
      fakeContext({ options: { dryRun: true } }),
    )
    expect(results).toMatchObject([{ id: 'bucket', outcome: 'planned', plan: ['Make it.'] }])
    expect(plan.looks()).toBe(0)
  })
})

describe('a blocked step', () => {
  const remedy = (apply: RemedyChoice['apply']) => [
    { codes: ['NO'], message: 'What now?', choices: async () => [{ label: 'Mend it', apply }] },
  ]

  it('can be mended by a person, and then is looked at again', async () => {
    let mended = 0
    const twice = step('a', blocked('NO'), satisfied)
    const { results, problems, prompter } = await perform(
      [
        {
          steps: [twice],
          remedies: remedy(async () => {
            mended += 1
          }),
        },
      ],
      fakeContext(),
      fakePrompter('0'),
    )
    expect([mended, twice.looks()]).toEqual([1, 2])
    expect(results).toMatchObject([{ outcome: 'satisfied' }])
    expect(problems).toMatchObject([{ code: 'NO' }])
    expect(prompter.asked).toMatchObject([{ message: 'What now?' }])
  })

  it('is asked about again, but not looked at, where a choice only showed something', async () => {
    const twice = step('a', blocked('NO'), satisfied)
    const remedies = remedy(async (_context, { show }) => {
      show({ title: 'A link', lines: [] })
      return 'ask again'
    })
    const { problem, problems, notices, prompter } = await perform(
      [{ steps: [twice], remedies }],
      fakeContext(),
      fakePrompter('0', '0', 'stop'),
    )
    expect(problem).toMatchObject({ code: 'NO' })
    expect(problems).toHaveLength(1)
    expect(notices.map(({ title }) => title)).toEqual(['A link', 'A link'])
    expect(prompter.asked).toHaveLength(3)
    expect(twice.looks()).toBe(1)
  })

  it.each([
    [true, ['start mend', 'satisfied mend'], 2],
    [false, [], 1],
  ])('can be mended by steps that a person says %s to', async (answer, lines, looks) => {
    const twice = step('a', blocked('NO'), satisfied)
    const remedies = remedy(async (_context, { confirm, perform: run }) => {
      if (!(await confirm('Write it?'))) return 'ask again'
      await run([step('mend')])
    })
    const { host } = await perform([{ steps: [twice], remedies }], fakeContext(), fakePrompter('0', answer, 'stop'))
    expect(host.lines.filter((line) => line.includes('mend'))).toEqual(lines)
    expect(twice.looks()).toBe(looks)
  })

  it('stays a question when a choice fails, whose problem is told; anything but a problem for people ends the run', async () => {
    const failing = (problem: Error) => remedy(() => Promise.reject(problem))
    const run = (problem: Error) =>
      perform(
        [{ steps: [step('a', blocked('NO'))], remedies: failing(problem) }],
        fakeContext(),
        fakePrompter('0', 'stop'),
      )
    const refused = await run(new UserError('REFUSED', 'No.'))
    expect(refused.problems.map(({ code }) => code)).toEqual(['NO', 'REFUSED'])
    expect(refused.problem).toMatchObject({ code: 'NO' })
    expect((await run(new CancelledError())).problem).toBeInstanceOf(CancelledError)
  })

  it('may be shown otherwise than it is told at the end', async () => {
    const [first] = remedy(async () => 'ask again')
    const remedies = first ? [{ ...first, shown: () => new UserError('NO', 'Briefly.') }] : []
    const { problem, problems } = await perform(
      [{ steps: [step('a', blocked('NO'))], remedies }],
      fakeContext(),
      fakePrompter('stop'),
    )
    expect(problems).toMatchObject([{ message: 'Briefly.' }])
    expect(problem).toMatchObject({ message: 'No.' })
  })

  it('ends the run when the person would rather stop', async () => {
    const { problem } = await perform(
      [{ steps: [step('a', blocked('NO'))], remedies: remedy(async () => undefined) }],
      fakeContext(),
      fakePrompter('stop'),
    )
    expect(problem).toMatchObject({ code: 'NO' })
  })

  it('ends the run when there is no remedy for it', async () => {
    const { problem, prompter } = await perform(
      [{ steps: [step('a', blocked('OTHER'))], remedies: remedy(async () => undefined) }],
      fakeContext(),
    )
    expect(problem).toMatchObject({ code: 'OTHER' })
    expect(prompter.asked).toEqual([])
  })

  it('all come again from the first when a remedy says so', async () => {
    const first = step('first')
    const second = step('second', blocked('GONE'), satisfied)
    const choices: RemedyChoice[] = [{ label: 'Sign in again', apply: async () => 'start over' }]
    const remedy = { codes: ['GONE'], message: 'What now?', choices: async () => choices }
    const { results, problem } = await perform(
      [{ steps: [first] }, { steps: [second], remedies: [remedy] }],
      fakeContext({ options: { interactive: true } }),
      fakePrompter('0'),
    )
    expect(problem).toBeUndefined()
    expect(first.looks()).toBe(2)
    expect(results?.map(({ id }) => id)).toEqual(['first', 'first', 'second'])
  })
})
