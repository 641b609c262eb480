import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { describe, expect, it } from 'vitest'
import { run } from '../../source/services/shell.ts'
import { repository } from '../support/repository.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testEnvironment } from '../support/test-environment.mjs'

/** What a developer's shell may hold. */
const ambient = {
  PATH: process.env.PATH,
  AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_SESSION_TOKEN: 'real',
  AWS_PROFILE: 'work',
  AWS_ENDPOINT_URL: 'https://example.com',
  AWS_CA_BUNDLE: '/real',
  DATA_KEY: 'real',
  PRIVATE_DATA_PAT: 'real',
  GITHUB_TOKEN: 'real',
  TF_VAR_account_id: '999999999999',
  TF_CLI_ARGS: '-destroy',
  TWIN_PROJECT_NAME: 'mine',
  TWIN_SITE_ADDRESS: 'https://mine',
  XDG_CONFIG_HOME: '/real',
  XDG_STATE_HOME: '/real',
  NODE_OPTIONS: '--inspect',
  NO_COLOR: '1',
  CI: 'true',
}

describe('the environment of the tests', () => {
  it('takes over nothing but what is on its list', () => {
    const home = temporaryFolder()
    const env = testEnvironment({ ...ambient, PIP_INDEX_URL: 'https://mirror', HTTPS_PROXY: 'http://proxy' }, home, [
      '/venv/bin',
    ])
    for (const name of Object.keys(ambient).filter((each) => !['PATH', 'CI'].includes(each))) {
      expect(env, name).not.toHaveProperty(name)
    }
    expect(env).toMatchObject({
      HOME: home,
      CI: 'false',
      AWS_EC2_METADATA_DISABLED: 'true',
      PIP_INDEX_URL: 'https://mirror',
      HTTPS_PROXY: 'http://proxy',
    })
    expect(env.PATH).toMatch(/^\/venv\/bin[:;]/)
    expect(readFileSync(env.AWS_SHARED_CREDENTIALS_FILE, 'utf8')).toBe('')
    expect(readFileSync(env.AWS_CONFIG_FILE, 'utf8')).toBe('')
  })

  it('is the one this very test runs in', () => {
    const allowed =
      /^AWS_(EC2_METADATA_DISABLED|SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED|CONFIG_FILE|SHARED_CREDENTIALS_FILE)$/
    expect(Object.keys(process.env).filter((name) => name.startsWith('AWS_') && !allowed.test(name))).toEqual([])
    expect(homedir()).toBe(process.env.TWIN_TEST_HOME)
    expect(process.stdin.isTTY).toBeFalsy()
    expect(process.env.CI).toBe('false')
  })

  it('leaves the AWS chain without credentials', async () => {
    await expect(fromNodeProviderChain({ maxRetries: 0 })()).rejects.toThrow(/Could not load credentials|no providers/i)
  })

  it('holds when a test is started by hand, with credentials in the shell and in the home', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, '.aws'))
    writeFileSync(
      join(home, '.aws', 'credentials'),
      '[default]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\n',
    )
    const { stdout, exitCode } = await run(
      [
        process.execPath,
        join(repository, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--config',
        'test/vitest.config.ts',
        '--project',
        'structure',
        '--no-color',
        '-t',
        'this very test|without credentials',
        'isolation',
      ],
      { cwd: repository, env: { ...ambient, HOME: home }, allowFailure: true },
    )
    expect(stdout).toMatch(/Tests\s+2 passed/)
    expect(exitCode).toBe(0)
  })
})
