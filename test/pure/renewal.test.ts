import { describe, expect, it } from 'vitest'
import { troubleError } from '../../source/troubles/find-trouble.ts'
import { inSameAccount } from '../../source/troubles/same-account.ts'
import type { CredentialsInUse } from '../../source/troubles/trouble.ts'

const first = (code: 'CREDENTIALS_EXPIRED' | 'CREDENTIALS_INVALID' | 'CREDENTIALS_MISSING', use?: CredentialsInUse) =>
  troubleError(code, { credentials: use }).nextSteps

describe('credentials are renewed the way they were got', () => {
  it.each<[CredentialsInUse | undefined, RegExp]>([
    [{ from: 'sso', profile: 'work' }, /^aws sso login --profile work$/],
    [{ from: 'sso' }, /^aws sso login$/],
    [{ from: 'login', profile: 'work' }, /^aws login --profile work$/],
    [{ from: 'environment' }, /^unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN {3}#/],
    [{ from: 'keys', profile: 'work' }, /^aws configure --profile work {3}#/],
    [{ from: 'process', profile: 'work' }, /credential_process/],
    [undefined, /^aws sso login {3}# or aws configure/],
  ])('%j: %s', (use, step) => {
    const steps = first('CREDENTIALS_EXPIRED', use)
    expect(steps[0]).toMatch(step)
    expect(steps.at(-1)).toContain('goes on where it stopped')
  })

  it.each<[CredentialsInUse | undefined, RegExp]>([
    [{ from: 'environment' }, /^unset AWS_ACCESS_KEY_ID /m],
    [{ from: 'sso', profile: 'work' }, /^aws sso login --profile work$/m],
    [{ from: 'keys', profile: 'work' }, /^aws configure --profile work /m],
    [undefined, /^aws configure {3}#/m],
  ])('those that nobody knows, %j: %s', (use, step) => {
    expect(first('CREDENTIALS_INVALID', use).join('\n')).toMatch(step)
  })

  it('a profile that is not there is looked for among those that are', () => {
    const text = 'Could not resolve credentials using profile: [wrok] in configuration/credentials file(s).'
    const credentials = { from: 'nowhere', profile: 'wrok' } as const
    expect(troubleError('CREDENTIALS_MISSING', { text, credentials })).toMatchObject({
      message: `No AWS credentials were found: ${text}`,
      nextSteps: expect.arrayContaining([expect.stringMatching(/^aws configure list-profiles /)]),
    })
    expect(first('CREDENTIALS_MISSING').join('\n')).not.toContain('list-profiles')
  })
})

describe('commands reach the same account', () => {
  const steps = [
    'twin deploy dev   # makes it again',
    'twin unlock',
    'twin data push --private-repo ada/private#twin-data   # encrypts',
    'twin deploy --rehearse',
    'aws configure list',
    'Say twin deploy.',
  ]

  it('with the flags that led there, before the comment and once', () => {
    expect(inSameAccount(steps, ' --rehearse')).toEqual([
      'twin deploy dev --rehearse   # makes it again',
      'twin unlock --rehearse',
      'twin data push --private-repo ada/private#twin-data --rehearse   # encrypts',
      ...steps.slice(3),
    ])
  })

  it('as they are, when there were none', () => {
    expect(inSameAccount(steps, '')).toEqual(steps)
  })
})
