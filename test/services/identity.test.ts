import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAwsClients } from '../../source/services/aws/clients.ts'
import { describeIdentity, readIdentity } from '../../source/services/aws/identity.ts'
import { identity } from '../../source/steps/identity.ts'
import { awsAt, serve, xmlError } from '../support/aws-at.ts'
import { account, fakeContext } from '../support/fake-context.ts'

afterEach(() => vi.unstubAllEnvs())

const caller = (arn: string, owner = account) =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${owner}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`

const answering = (status: number, body: string, type = 'text/xml') =>
  serve((_, response) => response.writeHead(status, { 'content-type': type }).end(body))

describe('who one is', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/ada', 'user', 'ada'],
    ['arn:aws:iam::123456789012:user/team/math/ada', 'user', 'ada'],
    ['arn:aws:iam::123456789012:root', 'root', 'root'],
    ['arn:aws-us-gov:iam::123456789012:root', 'root', 'root'],
    ['arn:aws:sts::123456789012:assumed-role/Deploy/session', 'role', 'Deploy'],
    ['arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_PowerUser_0123456789abcdef/ada', 'sso', 'PowerUser'],
    ['arn:aws:sts::123456789012:federated-user/ada', 'federated', 'ada'],
  ])('%s is a %s called %s', (arn, kind, name) => {
    expect(describeIdentity(arn, account)).toEqual({ account, arn, kind, name, isRoot: kind === 'root' })
  })

  it('is asked of STS', async () => {
    const endpoint = await answering(200, caller('arn:aws:iam::123456789012:user/ada'))
    expect(await readIdentity(await awsAt(endpoint).sts())).toMatchObject({ account, name: 'ada', kind: 'user' })
  })

  it.each([
    ['a captive portal’s page', 200, '<html><body>Welcome to the hotel</body></html>', 'text/html', 'NOT_AWS', 3],
    ['a page with an error', 502, '<html><body>Bad gateway', 'text/html', 'NOT_AWS', 3],
    ['JSON of somebody else', 200, '{"ok":true}', 'application/json', 'NOT_AWS', 3],
    ['an account that is none', 200, caller('arn:aws:iam::1:user/ada', '1'), 'text/xml', 'NOT_AWS', 3],
    ['nothing', 200, '', 'text/xml', 'NOT_AWS', 3],
    ['expired credentials', 403, xmlError('ExpiredToken'), 'text/xml', 'CREDENTIALS_EXPIRED', 1],
    ['unknown credentials', 403, xmlError('InvalidClientTokenId'), 'text/xml', 'CREDENTIALS_INVALID', 1],
    ['a wrong secret', 403, xmlError('SignatureDoesNotMatch'), 'text/xml', 'CREDENTIALS_INVALID', 1],
    ['a clock that is off', 403, xmlError('RequestExpired'), 'text/xml', 'CLOCK_SKEWED', 1],
  ])('%s is a sentence with a way out', async (_, status, body, type, code, exitCode) => {
    const sts = await awsAt(await answering(status, body, type)).sts()
    const problem = await readIdentity(sts).catch((thrown: unknown) => thrown)
    expect(problem).toMatchObject({ name: 'UserError', code, exitCode })
    expect((problem as { nextSteps: string[] }).nextSteps.length).toBeGreaterThan(0)
  })

  it('cannot be told without a network', async () => {
    const sts = await awsAt('http://127.0.0.1:9').sts()
    await expect(readIdentity(sts)).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE', exitCode: 3 })
  })

  it('cannot be told without credentials', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', await answering(200, ''))
    await expect(readIdentity(await createAwsClients('eu-central-1').sts())).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      exitCode: 1,
      nextSteps: expect.arrayContaining([expect.stringContaining('--rehearse')]),
    })
  })
})

describe('the identity step', () => {
  const inspected = async (arn: string) => {
    const context = fakeContext({
      aws: awsAt(await answering(200, caller(arn))),
      flags: { region: 'eu-central-1' },
      env: { AWS_PROFILE: 'work' },
    })
    const facts = await identity.inspect(
      context,
      Object.assign(() => undefined, { note: () => undefined }),
    )
    return { context, assessment: identity.assess(facts, context) }
  }

  it('shows name, account, region and profile, and keeps them for later steps', async () => {
    const { context, assessment } = await inspected('arn:aws:iam::123456789012:user/ada')
    expect(assessment).toEqual({
      status: 'satisfied',
      detail: 'user ada · account 123456789012 · eu-central-1 · profile work',
    })
    expect(context.found.identity).toMatchObject({ account })
  })

  it('refuses the root user, with the way to make another', async () => {
    const { assessment } = await inspected('arn:aws:iam::123456789012:root')
    expect(assessment).toMatchObject({
      status: 'blocked',
      problem: {
        code: 'ROOT_REFUSED',
        exitCode: 1,
        nextSteps: expect.arrayContaining(['aws iam create-user --user-name twin']),
      },
    })
  })
})
