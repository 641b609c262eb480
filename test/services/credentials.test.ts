import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createAwsClients } from '../../source/services/aws/clients.ts'
import { readCredentials } from '../../source/services/aws/credentials.ts'
import { serve } from '../support/aws-at.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

const inAnHour = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000)

/** Reads with these variables and this configuration file, through the product's own clients. */
async function read(env: Record<string, string>, config = '') {
  const path = join(temporaryFolder(), 'config')
  writeFileSync(path, config)
  for (const [name, value] of Object.entries({ AWS_CONFIG_FILE: path, ...env })) vi.stubEnv(name, value)
  return readCredentials(await createAwsClients('eu-central-1').sts())
}

/** A program that prints credentials, as `credential_process` runs it. */
function credentialProcess(): string {
  const path = join(temporaryFolder(), 'give-credentials')
  const answer = {
    Version: 1,
    AccessKeyId: 'ASIAPROCESS',
    SecretAccessKey: 'hidden',
    SessionToken: 't',
    Expiration: inAnHour,
  }
  writeFileSync(path, `#!/bin/sh\ncat <<'END'\n${JSON.stringify(answer)}\nEND\n`)
  chmodSync(path, 0o700)
  return path
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'hidden' }

it('finds an access key in the environment', async () => {
  expect(await read(keys)).toEqual({ source: 'environment', isTemporary: false, ending: 'AENV' })
})

it('finds a session in the environment, and its end where it is told', async () => {
  const session = { ...keys, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: inAnHour.toISOString() }
  expect(await read(session)).toEqual({
    source: 'environment',
    isTemporary: true,
    expiration: inAnHour,
    ending: 'AENV',
  })
})

it('finds the keys of a profile', async () => {
  const config = '[profile work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = hidden\n'
  expect(await read({ AWS_PROFILE: 'work' }, config)).toEqual({
    source: 'profile',
    isTemporary: false,
    ending: 'WORK',
  })
})

it('finds what a program gives out, and when that ends', async () => {
  const found = await read({ AWS_PROFILE: 'work' }, `[profile work]\ncredential_process = ${credentialProcess()}\n`)
  expect(found).toEqual({
    source: 'process',
    isTemporary: true,
    expiration: inAnHour,
    ending: 'CESS',
  })
})

it('finds what a container is given', async () => {
  const body = { AccessKeyId: 'ASIABOX', SecretAccessKey: 'hidden', Token: 't', Expiration: inAnHour }
  const endpoint = await serve((_, response) => response.end(JSON.stringify(body)))
  expect(await read({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint}/credentials` })).toEqual({
    source: 'container',
    isTemporary: true,
    expiration: inAnHour,
    ending: 'ABOX',
  })
})

it('finds the role that a profile takes with the keys of another', async () => {
  const answer = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>hidden</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${inAnHour.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
  const endpoint = await serve((_, response) => response.setHeader('content-type', 'text/xml').end(answer))
  const config = [
    '[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = hidden',
    '[profile ci]\nrole_arn = arn:aws:iam::123456789012:role/ci\nsource_profile = base\nregion = eu-central-1\n',
  ]
  expect(await read({ AWS_PROFILE: 'ci', AWS_ENDPOINT_URL: endpoint }, config.join('\n'))).toEqual({
    source: 'assumed role',
    isTemporary: true,
    expiration: inAnHour,
    ending: 'ROLE',
  })
})

it('says so when there are none', async () => {
  await expect(read({})).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' })
})

it('says so when the sign-in has run out', async () => {
  const sso = ['sso_account_id = 123456789012', 'sso_role_name = Admin', 'sso_session = corp'].join('\n')
  const session = 'sso_region = eu-central-1\nsso_start_url = https://example.awsapps.com/start'
  const config = `[profile work]\n${sso}\n[sso-session corp]\n${session}\n`
  vi.stubEnv('HOME', temporaryFolder())
  await expect(read({ AWS_PROFILE: 'work' }, config)).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' })
})
