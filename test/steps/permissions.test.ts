import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DetailedError } from '../../source/errors.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import type { PolicyDocument, Statement } from '../../source/permissions/policy.ts'
import { boundedBy, plainShape } from '../../source/permissions/shape.ts'
import { permissionRemedies } from '../../source/plans/permission-remedies.ts'
import { readRequests } from '../../source/rehearsal/control-client.ts'
import { createAwsClients } from '../../source/services/aws/clients.ts'
import { describeIdentity } from '../../source/services/aws/identity.ts'
import { permissions } from '../../source/steps/permissions.ts'
import { openTestAccount, type TestAccount } from '../rehearsal/support/open-account.ts'
import { fakeContext } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const account = '123456789012'
const names = { projectName: 'digital-twin', region: 'eu-central-1', account, partition: 'aws' }
const published = leastPrivilegePolicy(names)
const allow = (Action: string, more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
})
const saying = (...Statement: readonly Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement })

let world: TestAccount
let admin: IAMClient
beforeAll(async () => {
  world = await openTestAccount()
  admin = new IAMClient(world.clientOf('admin'))
}, 60_000)
afterAll(() => world.close())
afterEach(() => vi.unstubAllEnvs())

/** A user of the account with these inline policies, and a context in which it runs the program. */
async function someoneWith(UserName: string, ...documents: readonly PolicyDocument[]) {
  await admin.send(new CreateUserCommand({ UserName }))
  for (const [index, document] of documents.entries()) {
    const inline = { UserName, PolicyName: `inline-${index + 1}`, PolicyDocument: JSON.stringify(document) }
    await admin.send(new PutUserPolicyCommand(inline))
  }
  const { AccessKey } = await admin.send(new CreateAccessKeyCommand({ UserName }))
  return contextOf(UserName, {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  })
}

function contextOf(name: string, key: { accessKeyId: string; secretAccessKey: string }) {
  vi.stubEnv('AWS_ENDPOINT_URL', world.record.endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', key.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', key.secretAccessKey)
  return fakeContext({
    aws: createAwsClients('eu-central-1'),
    found: { identity: describeIdentity(`arn:aws:iam::${account}:user/${name}`, account) },
    flags: { region: 'eu-central-1', environment: 'dev' },
    root: temporaryFolder(),
  })
}

type TestContext = ReturnType<typeof contextOf>

async function missingFor(context: TestContext): Promise<DetailedError> {
  const { problem } = await performStep(permissions, context)
  if (!(problem instanceof DetailedError)) throw new Error(`It was not blocked by missing permissions: ${problem}`)
  return problem
}

/** What a person at a terminal is offered, and what it shows and asks when they take it. */
async function choicesFor(context: TestContext, problem: DetailedError, yes = true) {
  const [remedy] = permissionRemedies
  const choices = (await remedy?.choices(context, problem)) ?? []
  const shown: string[] = []
  const take = async (label: string, typed = '') =>
    choices
      .find((choice) => choice.label === label)
      ?.apply(context, {
        text: async () => typed,
        secret: async () => '',
        confirm: async () => yes,
        show: ({ lines, sections = [] }) =>
          void shown.push(...lines, ...sections.flatMap(({ rows }) => rows.map(({ label: row }) => row))),
        perform: async (steps) => {
          for (const step of steps) shown.push((await performStep(step, context)).outcome)
        },
      })
  return { labels: choices.map(({ label }) => label), take, shown, onScreen: remedy?.shown?.(problem, context) }
}

const writesOf = async (identity: string) =>
  (await readRequests(world.record)).filter((entry) => entry.identity === identity && entry.write)

describe('PowerUserAccess', () => {
  const powerUser = () => contextOf('power-user', world.clientOf('power-user').credentials)

  it('is told what it lacks, by service, and what an administrator does, with the policy in a file', async () => {
    const context = powerUser()
    const problem = await missingFor(context)
    expect(problem.sections[0]).toMatchObject({ title: 'IAM', reason: 'AWS refused it when asked just now.' })
    expect(problem.sections.flatMap(({ rows }) => rows.map(({ label }) => label))).toEqual(
      expect.arrayContaining(['iam:GetRole', 'iam:CreateRole', 'iam:PassRole']),
    )
    const [attach, create] = problem.nextSteps
    expect(attach).toMatch(/^twin policy --attach --to user\/power-user --project-name digital-twin .* {3}# /)
    expect(create).toMatch(/^aws iam create-policy --policy-name digital-twin-deploy /)
    const file = context.paths().policyFile
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(published)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(problem.facts).toMatchObject({ policyFiles: [file], actions: expect.any(Array) })
    expect(await writesOf('power-user')).toEqual([])
  })

  it('may not attach, so it is not offered; everything else comes back to the question', async () => {
    const context = powerUser()
    const { labels, take, shown, onScreen } = await choicesFor(context, await missingFor(context))
    expect(labels).toEqual([
      'Ask an administrator',
      'Save the policy',
      'List every action',
      'Check again',
      'Go on anyway',
    ])
    expect(onScreen?.message).toContain('PowerUserAccess')
    expect(onScreen?.nextSteps).toEqual([])
    expect(await take('Ask an administrator')).toBe('ask again')
    expect(shown.join('\n')).toContain('https://console.aws.amazon.com/iam/home#/policies/create')
    const mine = join(temporaryFolder(), 'mine.json')
    expect(await take('Save the policy', mine)).toBe('ask again')
    expect(JSON.parse(readFileSync(mine, 'utf8'))).toEqual(published)
    expect(await take('List every action')).toBe('ask again')
    expect(shown.filter((line) => line.startsWith('iam:')).length).toBeGreaterThan(25)
    expect(await take('Check again')).toBe('look again')
    expect(await take('Go on anyway')).toBe('look again')
    expect(await performStep(permissions, context)).toMatchObject({
      outcome: 'satisfied',
      detail: expect.stringContaining('going on anyway'),
    })
  })
})

describe('whoever may write to IAM', () => {
  it('attaches the policy after a yes, and the next look finds nothing missing', async () => {
    const context = await someoneWith('ines', saying(allow('iam:*')))
    const { labels, take, shown } = await choicesFor(context, await missingFor(context))
    expect(labels[0]).toBe('Attach the policy now')
    expect(await take('Attach the policy now')).toBe('look again')
    expect(shown.at(-1)).toBe('applied')
    expect(shown.join('\n')).toMatch(/writes to IAM, in account 123456789012.*digital-twin-deploy.*the user ines/s)
    expect(await performStep(permissions, context)).toMatchObject({ outcome: 'satisfied' })
    expect((await writesOf('ines')).map(({ action }) => action)).toEqual(['iam:CreatePolicy', 'iam:AttachUserPolicy'])
  })

  it('is looked at with patience after that: IAM may take seconds until all of it knows', async () => {
    const context = await someoneWith('pia')
    context.found.hasAttached = true
    const told: string[] = []
    const report = Object.assign(
      async (message: string) => {
        told.push(message)
        const PolicyDocument = JSON.stringify(saying(allow('*')))
        await admin.send(new PutUserPolicyCommand({ UserName: 'pia', PolicyName: 'late', PolicyDocument }))
      },
      { note: () => undefined },
    )
    const facts = await permissions.inspect(context, report)
    expect(permissions.assess(facts, context)).toMatchObject({ status: 'satisfied' })
    expect(told[0]).toContain('waiting until IAM knows')
    // It was waited for once: from now on a look is a look.
    expect(context.found.hasAttached).toBe(false)
  })

  it('writes nothing after a no', async () => {
    const context = await someoneWith('nora', saying(allow('iam:*')))
    const { take } = await choicesFor(context, await missingFor(context), false)
    expect(await take('Attach the policy now')).toBe('ask again')
    expect(await writesOf('nora')).toEqual([])
  })

  it('is told which Deny would be left, and by which statement', async () => {
    const deny: Statement = { Sid: 'NoLogs', Effect: 'Deny', Action: 'logs:CreateLogGroup', Resource: '*' }
    const context = await someoneWith('dina', saying(allow('iam:*')), saying(deny))
    const problem = await missingFor(context)
    expect(problem.sections.find(({ title }) => title === 'CloudWatch Logs')?.reason).toBe(
      '"inline-2" (inline in the user), NoLogs denies it (read from the policies and simulated).',
    )
    expect(problem.nextSteps.join('\n')).toContain('NoLogs of inline-2')
    const { take, shown } = await choicesFor(context, problem, false)
    await take('Attach the policy now')
    expect(shown.join('\n')).toMatch(/Still denied afterwards: logs:CreateLogGroup \("inline-2"/)
  })

  it('is not offered what would help nothing', async () => {
    const deny: Statement = { Effect: 'Deny', Action: 'logs:CreateLogGroup', Resource: '*' }
    const context = await someoneWith('dora', saying(allow('*')), saying(deny))
    const { labels, onScreen } = await choicesFor(context, await missingFor(context))
    expect(labels).not.toContain('Attach the policy now')
    expect(onScreen?.nextSteps.join('\n')).toContain('A Deny wins')
  })
})

describe('where roles must have a permissions boundary', () => {
  it('says which setting is missing, and asks nobody to attach a policy without it', async () => {
    const limits = `arn:aws:iam::${account}:policy/limits`
    await admin.send(
      new CreatePolicyCommand({ PolicyName: 'limits', PolicyDocument: JSON.stringify(saying(allow('*'))) }),
    )
    const context = await someoneWith('bert')
    const limited = JSON.stringify(leastPrivilegePolicy(names, boundedBy(plainShape, limits)))
    const { Policy } = await admin.send(new CreatePolicyCommand({ PolicyName: 'below', PolicyDocument: limited }))
    await admin.send(new AttachUserPolicyCommand({ UserName: 'bert', PolicyArn: Policy?.Arn }))
    const problem = await missingFor(context)
    expect(problem.nextSteps[0]).toContain(`set permissions_boundary_arn = "${limits}" in terraform/dev.tfvars`)
    expect(problem.nextSteps.join('\n')).not.toContain('twin policy --attach')
    const written = JSON.parse(readFileSync(context.paths().policyFile, 'utf8'))
    expect(written).toEqual(JSON.parse(limited))
  })
})
