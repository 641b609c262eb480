import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { UserError } from '../../source/errors.ts'
import { explainCredentials } from '../../source/explain-credentials.ts'
import { credentialsInUse } from '../../source/services/aws/credentials-in-use.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

const config = `
[default]
sso_session = company
[profile old-sso]
sso_start_url = https://company.awsapps.com/start
[profile console]
login_session = arn:aws:iam::123456789012:user/ana
[profile program]
credential_process = /usr/bin/vault
[profile deployer]
role_arn = arn:aws:iam::123456789012:role/deployer
source_profile = old-sso
[profile circle]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = circle-2
[profile circle-2]
role_arn = arn:aws:iam::123456789012:role/b
source_profile = circle
[sso-session company]
sso_start_url = https://company.awsapps.com/start
`
const credentials = '[keys]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n'

function withFiles() {
  const folder = join(temporaryFolder(), '.aws')
  mkdirSync(folder)
  for (const [variable, name, text] of [
    ['AWS_CONFIG_FILE', 'config', config],
    ['AWS_SHARED_CREDENTIALS_FILE', 'credentials', credentials],
  ] as const) {
    writeFileSync(join(folder, name), text)
    vi.stubEnv(variable, join(folder, name))
  }
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' }

describe('where credentials come from', () => {
  it.each([
    [{}, { from: 'sso' }],
    [keys, { from: 'environment' }],
    [{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' }, { from: 'sso' }],
    [
      { ...keys, AWS_PROFILE: 'keys' },
      { from: 'keys', profile: 'keys' },
    ],
    [{ AWS_PROFILE: 'old-sso' }, { from: 'sso', profile: 'old-sso' }],
    [{ AWS_PROFILE: 'console' }, { from: 'login', profile: 'console' }],
    [{ AWS_PROFILE: 'program' }, { from: 'process', profile: 'program' }],
    // The role lives on the sign-in of another profile, which is the one to renew.
    [{ AWS_PROFILE: 'deployer' }, { from: 'sso', profile: 'old-sso' }],
    [{ AWS_PROFILE: 'wrok' }, { from: 'nowhere', profile: 'wrok' }],
  ])('%j: %j', async (env, use) => {
    withFiles()
    expect(await credentialsInUse(env)).toEqual(use)
  })

  it('ends with profiles that point at each other', async () => {
    withFiles()
    expect(await credentialsInUse({ AWS_PROFILE: 'circle' })).toMatchObject({ from: 'nowhere' })
  })
})

describe('credentials that failed', () => {
  it('are explained with what renews them, and keep their code and words', async () => {
    withFiles()
    const problem = new UserError('CREDENTIALS_EXPIRED', 'Expired.', ['Something general.'], 1, { link: 'https://a.b' })
    expect(await explainCredentials(problem, { AWS_PROFILE: 'old-sso' })).toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
      message: 'Expired.',
      nextSteps: ['aws sso login --profile old-sso', expect.any(String)],
      link: 'https://a.b',
    })
  })

  it.each([[new UserError('ACCESS_DENIED', 'No.')], [new TypeError('ours')], ['text']])(
    'are nothing else: %s',
    async (problem) => {
      expect(await explainCredentials(problem, {})).toBe(problem)
    },
  )
})
