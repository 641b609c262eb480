import { describe, expect, it } from 'vitest'
import { UserError } from '../../source/errors.ts'
import { explainAwsError, explained, statusOf } from '../../source/services/aws/errors.ts'

const named = (name: string, message = 'Words of AWS.', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more })
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } })

describe('AWS’s errors in words', () => {
  it.each([
    ['ExpiredToken', 'CREDENTIALS_EXPIRED', 1],
    ['ExpiredTokenException', 'CREDENTIALS_EXPIRED', 1],
    ['SSOTokenProviderFailure', 'CREDENTIALS_EXPIRED', 1],
    ['InvalidClientTokenId', 'CREDENTIALS_INVALID', 1],
    ['UnrecognizedClientException', 'CREDENTIALS_INVALID', 1],
    ['InvalidAccessKeyId', 'CREDENTIALS_INVALID', 1],
    ['SignatureDoesNotMatch', 'CREDENTIALS_INVALID', 1],
    ['RequestTimeTooSkewed', 'CLOCK_SKEWED', 1],
    ['AccessDenied', 'ACCESS_DENIED', 1],
    ['AccessDeniedException', 'ACCESS_DENIED', 1],
    ['ThrottlingException', 'AWS_THROTTLED', 1],
    ['SlowDown', 'AWS_THROTTLED', 1],
    ['OptInRequired', 'REGION_NOT_ENABLED', 1],
    ['TimeoutError', 'NETWORK_UNREACHABLE', 3],
  ])('%s is %s', (name, code, exitCode) => {
    expect(explainAwsError(named(name), 'doing it')).toMatchObject({ code, exitCode })
  })

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'CERT_HAS_EXPIRED',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ])('%s is a network that does not reach AWS', (code) => {
    expect(explainAwsError(named('Error', 'no', { code }), 'doing it')).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message: `AWS could not be reached while doing it (${code}).`,
    })
  })

  it.each([
    ['Could not load credentials from any providers', 'CREDENTIALS_MISSING'],
    ['The SSO session associated with this profile has expired', 'CREDENTIALS_EXPIRED'],
    ['Profile work could not be found', 'CREDENTIALS_MISSING'],
  ])('a chain that says “%s” is %s', (message, code) => {
    expect(explainAwsError(named('CredentialsProviderError', message), 'doing it')).toMatchObject({ code })
  })

  it('an unknown answer of AWS keeps its status and its words, without the lines behind', () => {
    expect(explainAwsError(named('InternalError', 'Oh no.\n  at stack', status(500)), 'doing it')).toMatchObject({
      code: 'AWS_ERROR',
      exitCode: 3,
      message: 'AWS answered 500 InternalError while doing it: Oh no.',
    })
  })

  it('a page in the place of an answer is not AWS', () => {
    expect(explainAwsError(new SyntaxError('Unexpected token <'), 'doing it')).toMatchObject({ code: 'NOT_AWS' })
  })

  it.each([[new TypeError('ours')], [new UserError('OURS', 'Ours.')], ['text'], [undefined]])(
    '%s stays as it is',
    (problem) => {
      expect(explainAwsError(problem, 'doing it')).toBe(problem)
    },
  )

  it('every one has a next step', () => {
    for (const name of [
      'ExpiredToken',
      'AuthFailure',
      'RequestExpired',
      'Forbidden',
      'Throttling',
      'InvalidRegion',
      'TimeoutError',
    ]) {
      expect((explainAwsError(named(name), 'doing it') as UserError).nextSteps, name).not.toHaveLength(0)
    }
  })

  it('come out of a call', async () => {
    await expect(explained('doing it', () => Promise.reject(named('AccessDenied')))).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    })
    await expect(explained('doing it', async () => 7)).resolves.toBe(7)
  })
})

describe('the status of an answer', () => {
  it.each([
    [named('X', '', status(403)), 403],
    [new Error('no answer'), undefined],
    [undefined, undefined],
  ])('of %s is %s', (problem, code) => {
    expect(statusOf(problem)).toBe(code)
  })
})
