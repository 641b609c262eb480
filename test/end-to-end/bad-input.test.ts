import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findProgram } from '../../source/services/find-program.ts'
import { type FalseAws, openCaptivePortal, unusedEndpoint } from './support/false-aws.ts'
import { installProgram } from './support/install-program.ts'
import { expectRefusal } from './support/refusal.ts'
import { createWorld } from './support/world.ts'

const program = installProgram()
const world = createWorld(program)
const deploy = ['deploy', 'dev', '--rehearse', '--yes']

/** A project and its state backend, so that every refusal below has something that it could break. */
beforeAll(async () => {
  const { code, stdout } = await world.run(['setup', '.', '--rehearse', '--json', '--model', 'eu.amazon.no-such-v1:0'])
  expect({ code, error: JSON.parse(stdout).error }).toMatchObject({ code: 1, error: { code: 'MODEL_NOT_IN_REGION' } })
  // Stopped at Terraform's lock, after the answers were written to the settings.
  await world.setFaults([{ action: 's3:PutObject', status: 403, code: 'AccessDenied' }])
  const locked = await world.run(deploy)
  expect({ code: locked.code, stderr: locked.stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ACCESS_DENIED'),
  })
  await world.setFaults([])
})
afterAll(async () => {
  await world.end()
})

describe('answers', () => {
  it.each([
    { what: 'environment', args: ['--environment', 'staging'], says: /“staging” is none of dev, test, prod/ },
    { what: 'environment as a word', args: ['staging'], says: /“staging” is none of dev, test, prod/ },
    { what: 'upper case project name', args: ['--project-name', 'My_Twin'], says: /lower case/ },
    { what: 'long project name', args: ['--project-name', 'a'.repeat(60)], says: /at most 36 characters.* has 60/ },
    { what: 'reserved project name', args: ['--project-name', 'xn-twin'], says: /reserves/ },
    { what: 'region', args: ['--region', 'europe'], says: /“europe” is not the name of an AWS region.*eu-central-1/ },
    { what: 'repository', args: ['--private-repo', 'a/b/c'], says: /owner\/name/ },
    { what: 'model', args: ['--model', 'nova lite'], says: /not a Bedrock model/ },
  ])('are refused with the flag they came from: $what', async ({ args, says }) => {
    await expectRefusal(world, {
      args: ['deploy', '--rehearse', '--yes', ...args],
      code: 2,
      error: 'INVALID_ANSWER',
      says,
      next: /Give another one with --/,
    })
  })

  it('that are missing are all named at once, as flags and variables', async () => {
    const empty = join(world.root, 'empty')
    mkdirSync(empty)
    const { nextSteps } = await expectRefusal(world, {
      args: ['setup', '.'],
      cwd: empty,
      code: 2,
      error: 'MISSING_ANSWERS',
      says: /no terminal to ask in/,
      next: /--yes/,
    })
    for (const way of [
      '--accept-costs or TWIN_ACCEPT_COSTS',
      '--environment or TWIN_ENVIRONMENT',
      '--model or TWIN_MODEL',
    ])
      expect(nextSteps.join('\n')).toContain(way)
  })

  it('of a variable are refused with its name', async () => {
    const { message } = await expectRefusal(world, {
      args: deploy,
      env: { TWIN_PROJECT_NAME: 'Twin!' },
      code: 2,
      error: 'INVALID_ANSWER',
      says: /lower case/,
      next: /--project-name/,
    })
    expect(message).toContain('TWIN_PROJECT_NAME')
  })

  it('say that a model is not offered in the region', async () => {
    await expectRefusal(world, {
      args: [...deploy, '--model', 'us.amazon.nova-lite-v1:0'],
      code: 1,
      error: 'MODEL_NOT_IN_REGION',
      says: /eu-central-1 knows no model or inference profile called us\.amazon/,
      next: /eu\.amazon\.nova-lite/,
    })
  })
})

describe('the command line', () => {
  it.each([
    { what: 'unknown option', args: ['deploy', '--forcefully'], says: /--forcefully/ },
    { what: 'unknown command', args: ['deplyo'], says: /deplyo/ },
    { what: 'unknown identity', args: ['deploy', '--rehearse', '--as', 'nobody', '--yes'], says: /nobody/ },
    { what: 'identity without a rehearsal', args: ['deploy', '--as', 'root'], says: /--as belongs to --rehearse/ },
    { what: 'rehearse without a word', args: ['rehearse'], says: /missing required argument|start, stop/ },
  ])('is refused with 2: $what', async ({ args, says }) => {
    const { code, stderr } = await world.run(args)
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(says) })
  })

  it('says where there is no project', async () => {
    await expectRefusal(world, {
      args: deploy,
      cwd: world.root,
      code: 2,
      error: 'PROJECT_NOT_FOUND',
      says: /holds no twin project/,
      next: /--cwd/,
    })
  })
})

describe('a folder', () => {
  it('that holds something else stays as it is', async () => {
    const occupied = join(world.root, 'occupied')
    mkdirSync(occupied)
    writeFileSync(join(occupied, 'thesis.txt'), 'Not yours.')
    await expectRefusal(world, {
      args: ['setup', '.', '--rehearse'],
      cwd: occupied,
      code: 1,
      error: 'DIRECTORY_NOT_EMPTY',
      says: /is not empty and holds no twin project/,
      next: /create-digital-twin my-twin/,
    })
  })
})

describe('personal data', () => {
  const data = join(world.folder, 'backend', 'data')
  const facts = join(data, 'personal_data', 'facts.json')
  const refusal = { args: deploy, code: 1 }

  it('that is missing', async () => {
    renameSync(data, `${data}-away`)
    try {
      await expectRefusal(world, { ...refusal, error: 'DATA_MISSING', says: /no personal data/, next: /summary\.txt/ })
    } finally {
      renameSync(`${data}-away`, data)
    }
  })

  it.each([
    { what: 'broken JSON', content: '{ "full_name": "Mira",\n }', error: 'DATA_INVALID', says: /facts\.json, line 2/ },
    { what: 'not UTF-8', content: Buffer.from('{"a":"\xe9"}', 'latin1'), error: 'DATA_INVALID', says: /not UTF-8/ },
  ])('that cannot be read: $what', async ({ content, error, says }) => {
    const before = await readFile(facts)
    await writeFile(facts, content)
    try {
      await expectRefusal(world, { ...refusal, error, says, next: /./ })
    } finally {
      await writeFile(facts, before)
    }
  })
})

describe('tools', () => {
  /** A folder with links to some programs only, as the whole PATH. */
  async function pathOf(...names: string[]): Promise<string> {
    const folder = join(world.root, `path-${names.join('-')}`)
    mkdirSync(folder, { recursive: true })
    for (const name of ['node', 'sh', 'bash', ...names]) {
      const found = name === 'node' ? process.execPath : await findProgram(name)
      if (found) symlinkSync(found, join(folder, name))
    }
    return folder
  }

  it('say that Terraform is missing, and how to get it', async () => {
    await expectRefusal(world, {
      args: deploy,
      env: { PATH: await pathOf('python3', 'env', 'pyenv', 'sed', 'grep', 'cut', 'head', 'tr', 'readlink', 'dirname') },
      code: 1,
      error: 'TOOL_TERRAFORM_MISSING',
      says: /Terraform is not installed/,
      next: /developer\.hashicorp\.com\/terraform\/install/,
    })
  })

  it('say that Python is missing, and how to get it', async () => {
    await expectRefusal(world, {
      args: deploy,
      env: { PATH: await pathOf('terraform') },
      code: 1,
      error: 'TOOL_PYTHON_MISSING',
      says: /Python 3\.9 or newer is needed/,
      next: /python/i,
    })
  })
})

describe('AWS', () => {
  let portal: FalseAws | undefined
  afterEach(async () => {
    await world.setFaults([])
    await portal?.close()
    portal = undefined
  })
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_SECRET_ACCESS_KEY: 'of-nobody' }
  const real = ['deploy', 'dev', '--yes']

  it('without credentials', async () => {
    await expectRefusal(world, {
      args: real,
      code: 1,
      error: 'CREDENTIALS_MISSING',
      says: /No AWS credentials were found/,
      next: /aws configure/,
    })
  })

  it('with keys that nobody knows', async () => {
    await expectRefusal(world, {
      args: real,
      env: { ...keys, AWS_ENDPOINT_URL: (await world.account()).endpoint },
      code: 1,
      error: 'CREDENTIALS_INVALID',
      says: /AWS does not know these credentials/,
      next: /aws configure/,
    })
  })

  it('with expired credentials', async () => {
    await world.setFaults([{ service: 'sts', status: 403, code: 'ExpiredToken', message: 'The token has expired.' }])
    await expectRefusal(world, {
      args: deploy,
      code: 1,
      error: 'CREDENTIALS_EXPIRED',
      says: /credentials have expired/,
      next: /aws sso login/,
    })
  })

  it('behind a captive portal', async () => {
    portal = await openCaptivePortal()
    await expectRefusal(world, {
      args: real,
      env: { ...keys, AWS_ENDPOINT_URL: portal.endpoint },
      code: 3,
      error: 'NOT_AWS',
      says: /did not come from AWS/,
      next: /sign in to the network/,
    })
    expect(portal.requests()).toBeGreaterThan(0)
  })

  it('without a network', async () => {
    await expectRefusal(world, {
      args: real,
      env: { ...keys, AWS_ENDPOINT_URL: await unusedEndpoint() },
      code: 3,
      error: 'NETWORK_UNREACHABLE',
      says: /AWS could not be reached/,
      next: /connection, VPN and proxy/,
    })
  })

  it('with a state bucket of our name that belongs to somebody else', async () => {
    await world.setFaults([{ action: 's3:HeadBucket', status: 403, code: 'AccessDenied' }])
    await expectRefusal(world, {
      args: deploy,
      code: 1,
      error: 'STATE_BUCKET_FOREIGN',
      says: /digital-twin-terraform-state-123456789012/,
      next: /./,
    })
  })
})

it('says in words, without --json, what happened, why, what to do, and the code', async () => {
  const { code, stdout, stderr } = await world.run(['deploy', 'dev', '--yes'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/No AWS credentials were found[\s\S]*What to do[\s\S]*aws configure[\s\S]*CREDENTIALS_MISSING/)
})
