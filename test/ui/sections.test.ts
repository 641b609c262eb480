import { describe, expect, it } from 'vitest'
import { DetailedError, type Section } from '../../source/errors.ts'
import { createTheme } from '../../source/ui/theme.ts'
import { noticeLines } from '../../source/ui/views/notice.ts'
import { problemLines } from '../../source/ui/views/problem.ts'
import { sectionLines } from '../../source/ui/views/sections.ts'
import { shown, plainTheme as theme, widths } from '../support/plain-theme.ts'

const sections: readonly Section[] = [
  {
    title: 'IAM',
    aside: '2 missing, 1 in doubt',
    reason: 'No policy allows it (read from the policies and simulated).',
    rows: [
      { mark: 'bad', label: 'iam:CreateRole', text: "make the function's role" },
      { mark: 'doubt', label: 'iam:GetRole', text: 'read what Terraform compares' },
      { mark: 'good', label: 'iam:PassRole', text: '' },
    ],
    more: 'and 2 more',
  },
  { title: 'S3, Lambda, CloudFront, DynamoDB, CloudWatch Logs', aside: '89 in doubt', rows: [] },
  { title: 'Clock', rows: [{ mark: 'bad', label: 'a:VeryLongNameOfAnActionThatFitsIntoNoColumnAtAll', text: 'why' }] },
]

describe('sections', () => {
  it('at 100 columns stand in two columns', () => {
    expect(shown(sectionLines(sections, 3, 100, theme))).toMatchInlineSnapshot(`
      "
      |
      |   IAM  2 missing, 1 in doubt
      |   No policy allows it (read from the policies and simulated).
      |   ✖ iam:CreateRole   make the function's role
      |   ? iam:GetRole      read what Terraform compares
      |   ✔ iam:PassRole
      |     and 2 more
      |
      |   S3, Lambda, CloudFront, DynamoDB, CloudWatch Logs  89 in doubt
      |
      |   Clock
      |   ✖ a:VeryLongNameOfAnActionThatFitsIntoNoColumnAtAll
      |     why
      "
    `)
  })
  it('at 40 columns stand below each other', () => {
    expect(shown(sectionLines(sections, 3, 40, theme))).toMatchInlineSnapshot(`
      "
      |
      |   IAM  2 missing, 1 in doubt
      |   No policy allows it (read from the
      |   policies and simulated).
      |   ✖ iam:CreateRole
      |     make the function's role
      |   ? iam:GetRole
      |     read what Terraform compares
      |   ✔ iam:PassRole
      |     and 2 more
      |
      |   S3, Lambda, CloudFront, DynamoDB,
      |   CloudWatch Logs
      |   89 in doubt
      |
      |   Clock
      |   ✖ a:VeryLongNameOfAnActionThatFitsIntoNoColumnAtAll
      |     why
      "
    `)
  })

  it.each(widths)('fit %i columns but for words that cannot be broken', (columns) => {
    const wide = sectionLines(sections, 3, columns, theme).filter((line) => line.length > columns)
    expect(wide.filter((line) => /\S\s+\S/.test(line.trim().replace(/^(✔|✖|\?) /, '')))).toEqual([])
  })

  it('are told by marks, not by colour alone', () => {
    const ascii = createTheme({ color: false, unicode: false })
    const text = sectionLines(sections, 1, 100, ascii).join('\n')
    for (const start of ['!! iam:CreateRole', '? iam:GetRole', 'ok iam:PassRole']) expect(text).toContain(start)
  })

  it('follow the lines of a notice, and stand between a problem and what to do', () => {
    const notice = noticeLines({ title: 'Missing', lines: ['Look:'], sections }, 100, theme)
    expect(notice.indexOf(' Look:')).toBeLessThan(notice.findIndex((line) => line.includes('iam:CreateRole')))
    const problem = new DetailedError('MISSING', 'Much is missing.', ['Ask.'], { sections, facts: {} })
    const order = problemLines(problem, 100, theme).filter((line) => /Much|iam:CreateRole|What to do|Ask/.test(line))
    expect(order.map((line) => line.trim().split(' ').slice(0, 2).join(' '))).toEqual([
      '✖ Much',
      '✖ iam:CreateRole',
      'What to',
      '→ Ask.',
    ])
  })
})
