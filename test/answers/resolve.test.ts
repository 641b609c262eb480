import { describe, expect, it } from 'vitest'
import { AnswerBook } from '../../source/answers/answer-book.ts'
import { type AnswerKey, type Answers, questions, savedKeys } from '../../source/answers/questions.ts'
import { missingAnswers, resolveAnswer } from '../../source/answers/resolve.ts'
import { parseSavedAnswers } from '../../source/answers/schema.ts'
import { UserError } from '../../source/errors.ts'

const inputs = (more: object = {}) => ({ flags: {}, env: {}, saved: {}, ...more })

describe('an answer', () => {
  it.each([
    [
      'the flag',
      { flags: { region: 'eu-west-1' }, env: { AWS_REGION: 'eu-west-2' }, saved: { region: 'eu-west-3' } },
      'eu-west-1',
      'flag',
    ],
    ['the variable', { env: { AWS_REGION: 'eu-west-2' }, saved: { region: 'eu-west-3' } }, 'eu-west-2', 'environment'],
    ['the second variable', { env: { AWS_DEFAULT_REGION: 'eu-west-2' } }, 'eu-west-2', 'environment'],
    ['the saved one', { env: { AWS_REGION: '' }, saved: { region: 'eu-west-3' } }, 'eu-west-3', 'saved'],
  ])('comes from %s first', (_, given, value, source) => {
    expect(resolveAnswer('region', inputs(given))).toEqual({ value, source })
  })

  it('is nothing when nobody gave one', () => {
    expect(resolveAnswer('region', inputs())).toBeUndefined()
  })

  it.each([
    ['region', 'eu-central', '--region'],
    ['region', 'frankfurt', '--region'],
    ['region', 'EU-CENTRAL-1', '--region'],
    ['projectName', 'My Twin', '--project-name'],
    ['environment', 'staging', '--environment'],
    ['environment', 'DEV', '--environment'],
    ['dataSource', 'cloud', '--use-local'],
    ['privateRepo', 'just-a-name', '--private-repo'],
    ['privateRepo', 'owner/name/more', '--private-repo'],
    ['unknownFiles', 'drop', '--unknown-files'],
    ['privateRepo', 'owner/..%2f', '--private-repo'],
    ['model', 'nova', '--model'],
    ['model', 'eu.amazon.nova-lite-v1:0; rm -rf', '--model'],
  ] as const)('%s = %j is refused, naming where it came from', (key, value, flag) => {
    const problem = catchError(() => resolveAnswer(key, inputs({ flags: { [key]: value } })))
    expect(problem).toMatchObject({ code: 'INVALID_ANSWER', exitCode: 2 })
    expect(problem.message).toContain(`It came from ${flag}.`)
    expect(problem.nextSteps[0]).toContain(flag)
  })

  it('from a saved file is checked too', () => {
    const problem = catchError(() => resolveAnswer('environment', inputs({ saved: { environment: 'stage' } })))
    expect(problem.message).toContain('the saved answers')
  })

  it.each([
    ['region', 'us-gov-west-1'],
    ['region', 'ap-southeast-3'],
    ['privateRepo', 'ada-l/my.private_data'],
    ['privateRepo', 'ada-l/my.private_data#twin'],
    ['privateRepo', 'https://git.example.org/ada/twin.git'],
    ['privateRepo', 'git@git.example.org:ada/twin.git#data'],
    ['unknownFiles', 'refuse'],
    ['model', 'eu.amazon.nova-lite-v1:0'],
    ['model', 'anthropic.claude-3-haiku-20240307-v1:0'],
    ['model', 'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0'],
  ] as const)('%s = %s is good', (key, value) => {
    expect(resolveAnswer(key, inputs({ flags: { [key]: value } }))?.value).toBe(value)
  })

  it.each([
    ['true', true],
    ['1', true],
    ['YES', true],
    ['no', false],
    ['0', false],
    ['nonsense', false],
  ])('to a yes-or-no question, %j from the environment is %s', (value, meaning) => {
    expect(resolveAnswer('acceptCosts', inputs({ env: { TWIN_ACCEPT_COSTS: value } }))?.value).toBe(meaning)
  })
})

describe('missing answers', () => {
  it('are named all at once, with every way to give them', () => {
    const problem = missingAnswers(['acceptCosts', 'privateRepo'])
    expect(problem).toMatchObject({ code: 'MISSING_ANSWERS', exitCode: 2 })
    expect(problem.message).toContain('2 answers are missing')
    expect(problem.nextSteps[0]).toContain('--accept-costs or TWIN_ACCEPT_COSTS')
    expect(problem.nextSteps[1]).toContain('--private-repo or PRIVATE_DATA_REPO')
  })
})

describe('the questions', () => {
  const rows = Object.entries(questions) as [AnswerKey, (typeof questions)[AnswerKey]][]

  it('have flags of their own, but for two that follow from one flag', () => {
    const all = Object.values(questions).map(({ flag }) => flag)
    expect(all.filter((flag, index) => all.indexOf(flag) !== index)).toEqual(['backup', 'confirm'])
  })

  it.each(rows)('%s offers only what it would accept', (_, { fallback, choices = [], problem }) => {
    for (const value of [
      ...choices.map((choice) => choice.value),
      ...(typeof fallback === 'string' ? [fallback] : []),
    ]) {
      expect(problem?.(value)).toBeUndefined()
    }
  })

  it('keep no approval and no secret for the next run', () => {
    const data = ['dataSource', 'privateRepo', 'unknownFiles']
    expect(savedKeys).toEqual(['region', 'projectName', ...data, 'environment', 'model'])
  })
})

describe('the answer book', () => {
  it('prefers what was answered now, and knows the source of each', () => {
    const book = new AnswerBook(inputs({ flags: { environment: 'test' }, saved: { region: 'eu-west-1' } }))
    book.set('environment', 'prod')
    expect(book.get('environment')).toBe('prod')
    expect(book.source('environment')).toBe('answered')
    expect(book.source('region')).toBe('saved')
    expect(book.source('projectName')).toBe('default')
    expect(book.find('projectName')).toBeUndefined()
    expect(book.get('projectName')).toBe('digital-twin')
  })

  it('takes in the saved answers of a project found later, behind what is already given', () => {
    const book = new AnswerBook(inputs({ env: { TWIN_ENVIRONMENT: 'test' } }))
    book.adopt({ environment: 'prod', region: 'eu-west-1' })
    expect(book.get('environment')).toBe('test')
    expect(book.get('region')).toBe('eu-west-1')
  })

  it('calls the use of an answer that nobody gave a mistake of ours', () => {
    expect(() => new AnswerBook(inputs()).get('privateRepo')).toThrow(/“privateRepo” was used before it was known/)
  })

  it('lists everything that is known, and no default', () => {
    const book = new AnswerBook(inputs({ flags: { region: 'eu-west-1', acceptCosts: true } }))
    expect(book.known()).toEqual({ region: 'eu-west-1', acceptCosts: true })
  })
})

describe('a saved file’s answers', () => {
  it.each([
    [{ region: 'eu-west-1', other: 1 }, { region: 'eu-west-1' }],
    [{}, {}],
    [{ environment: 'stage' }, undefined],
    [{ region: 7 }, undefined],
    ['text', undefined],
    [null, undefined],
  ] as [unknown, Partial<Answers> | undefined][])('%j is read as %j', (value, answers) => {
    expect(parseSavedAnswers(value)).toEqual(answers)
  })
})

function catchError(call: () => unknown): UserError {
  try {
    call()
  } catch (problem) {
    if (problem instanceof UserError) return problem
    throw problem
  }
  throw new Error('Nothing was thrown.')
}
