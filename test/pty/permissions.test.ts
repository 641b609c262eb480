import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { named, writesIn } from '../end-to-end/support/requests.ts'
import type { Environment } from '../end-to-end/support/run-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { answer, asking } from './support/questions.ts'
import { expectScreen } from './support/screen-fixture.ts'
import { keys, openTerminal, type Terminal } from './support/terminal.ts'

const program = installProgram()
const world = createWorld(program)
const bin = join(program.bin, 'create-digital-twin')

let terminal: Terminal | undefined
// An account of its own for each, so that none finds what another made.
beforeEach(async () => {
  await world.run(['rehearse', 'start'])
})
afterEach(async () => {
  terminal?.close()
  await world.run(['rehearse', 'stop'])
})
afterAll(async () => {
  await world.end()
})

const folderFor = (name: string) => {
  const folder = join(world.root, name)
  mkdirSync(folder)
  return folder
}

/** Up to the question under the permissions. @returns what stands above it, from the last answer on. */
async function openPermissions(args: readonly string[], env: Environment, cwd: string, columns: number) {
  terminal = openTerminal(bin, args, { cwd, env, columns })
  await answer(terminal, 'acceptCosts', 'y', keys.enter)
  if (!args.includes('--rehearse')) await answer(terminal, 'region', keys.enter)
  await answer(terminal, 'projectName', keys.enter)
  await terminal.shows(/How do you want to go on\?[\s\S]*Stop here/)
  const lines = await terminal.lines()
  return { terminal, screen: lines.slice(lines.findLastIndex((line) => line.startsWith(' ✔ What is the twin'))) }
}

/** A user who may write to IAM and S3, and nothing else of what a deployment needs. */
async function iamUser(UserName: string): Promise<Environment> {
  const { endpoint, region, identities } = await world.account()
  const iam = new IAMClient({ endpoint, region, credentials: identities.admin })
  await iam.send(new CreateUserCommand({ UserName }))
  for (const name of ['IAMFullAccess', 'AmazonS3FullAccess']) {
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: `arn:aws:iam::aws:policy/${name}` }))
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  return {
    ...world.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey,
  }
}

it.each([100, 40])(
  'shows PowerUserAccess what is missing, at %i columns, and stops where one wants',
  async (columns) => {
    const cwd = folderFor(`power-${columns}`)
    const { value, requests } = await world.during(() =>
      openPermissions(['--rehearse', '--as', 'power-user'], world.env, cwd, columns),
    )
    expectScreen(`permissions-power-user-${columns}`, value.screen)
    // The first choice comes back to the question; one up from the first is the last.
    value.terminal.press(keys.enter)
    await value.terminal.shows(/In the console[\s\S]*How do you want to go on\?[\s\S]*Stop here/)
    value.terminal.press(keys.up, keys.enter)
    expect(await value.terminal.ended()).toBe(1)
    expect((await value.terminal.lines()).join(' ')).toMatch(/PERMISSIONS_MISSING$/)
    expect(named(writesIn(requests))).toEqual([])
  },
)

it.each([100, 40])('attaches the policy for whoever may, at %i columns, and goes on', async (columns) => {
  const user = await iamUser(`owner-${columns}`)
  const cwd = folderFor(`owner-${columns}`)
  const { terminal: at, screen } = await openPermissions([], user, cwd, columns)
  expectScreen(`permissions-owner-${columns}`, screen)
  at.press(keys.enter)
  await at.shows(/Make and attach it\?/)
  const { requests } = await world.during(async () => {
    at.press('y', keys.enter)
    await at.shows(asking('dataSource'))
  })
  const lines = await at.lines()
  expectScreen(`permissions-attached-${columns}`, lines.slice(lines.indexOf(' Attach the policy')))
  const inIam = writesIn(requests).filter(({ action }) => action.startsWith('iam:'))
  expect(inIam.map(({ action }) => action)).toEqual(['iam:CreatePolicy', 'iam:AttachUserPolicy'])
  at.press(keys.controlC)
  expect(await at.ended()).toBe(130)
  expect((await at.lines()).filter((line) => /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line))).toEqual([])
  expect(at.isCursorVisible()).toBe(true)
})
