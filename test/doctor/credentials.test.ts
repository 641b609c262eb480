import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expireSession, openPermissionSet } from '../../source/rehearsal/control-client.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { commandsOf, examine, readDiagnosis } from './support/examine.ts'
import { openLateAccount } from './support/late-account.ts'
import { plantAndMend } from './support/plant-and-mend.ts'
import { layDownProject } from './support/project.ts'
import { runShell } from './support/shell.ts'

/** Troubles of who somebody is, in an account whose state backend is made and that holds nothing else. */
const program = installProgram()
const world = createWorld(program)
const awsFolder = join(String(world.env.HOME), '.aws')
const noKeys = 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'

beforeAll(async () => {
  await layDownProject(world)
  const { code, stderr } = await runShell(world, 'twin doctor --fix')
  expect(code, stderr).toBe(0)
})
afterEach(() => rmSync(awsFolder, { recursive: true, force: true }))
afterAll(async () => {
  await world.end()
})

interface Key {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const section = (profile: string, { accessKeyId, secretAccessKey, sessionToken }: Key) =>
  [
    `[${profile}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    ...(sessionToken ? [`aws_session_token = ${sessionToken}`] : []),
    '',
  ].join('\n')

function writeCredentials(profile: string, key: Key): void {
  mkdirSync(awsFolder, { recursive: true })
  writeFileSync(join(awsFolder, 'credentials'), section(profile, key), { mode: 0o600 })
}

/** A session that is over. */
async function expiredSession(): Promise<Required<Key>> {
  const account = await world.account()
  const managedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess']
  const session = await openPermissionSet(account, { name: 'Deployers', userName: 'ana', managedPolicyArns })
  await expireSession(account, session.accessKeyId)
  return session
}

/** What `aws configure` asks for: key, secret, region, output format. */
const typed = ({ accessKeyId, secretAccessKey }: Key) => `${accessKeyId}\n${secretAccessKey}\neu-central-1\njson\n`
const profileErrors = (profile = '') => ({ code: 'CREDENTIALS_EXPIRED', check: 'identity', flags: profile })

describe('expired credentials', () => {
  it('in the environment: good ones lie in a profile, once the variables are gone', async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await expiredSession()
    const before = [
      `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
      `AWS_SECRET_ACCESS_KEY='${secretAccessKey}'`,
      `AWS_SESSION_TOKEN='${sessionToken}'`,
    ].join(' ')
    await plantAndMend(world, {
      plant: async () => writeCredentials('default', (await world.account()).identities.deployer),
      ...profileErrors(),
      command: /^unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN$/,
      shell: { before },
    })
  })

  it('of a profile: a new key is typed in, and the old token goes', async () => {
    writeCredentials('work', await expiredSession())
    const shell = { before: noKeys }
    const { errors, findings } = await examine(world, '--profile work', shell)
    expect(errors).toEqual(['identity CREDENTIALS_EXPIRED'])
    const commands = findings.flatMap((finding) => (finding.check === 'identity' ? commandsOf(finding) : []))
    expect(commands).toEqual(['aws configure --profile work', 'aws configure set aws_session_token "" --profile work'])
    const input = typed((await world.account()).identities.deployer)
    const mended = await runShell(world, commands.join('\n'), { ...shell, input })
    expect(mended.code, mended.stderr).toBe(0)
    expect((await examine(world, '--profile work', shell)).errors).toEqual([])
  })
})

it('the root user is shown the way to a user of their own, which is gone as printed', async () => {
  const { errors, findings } = await examine(world, '', { as: 'root' })
  expect(errors).toEqual(['identity ROOT_REFUSED'])
  const finding = findings.find(({ code }) => code === 'ROOT_REFUSED')
  const commands = finding ? commandsOf(finding) : []
  expect(commands.at(-1)).toBe('twin doctor --profile twin')
  let input = ''
  for (const command of commands.slice(0, -1)) {
    const { code, stdout, stderr } = await runShell(world, command, { as: 'root', input })
    expect(code, `${command}\n${stderr}`).toBe(0)
    if (command.startsWith('aws iam create-access-key ')) {
      const { AccessKeyId, SecretAccessKey } = JSON.parse(stdout).AccessKey
      input = typed({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey })
    }
  }
  const { stdout, stderr } = await runShell(world, `${commands.at(-1)} --json`, { as: 'root' })
  const well = readDiagnosis(stdout, stderr)
  expect(well.errors).toEqual([])
  expect(well.checks.find(({ id }) => id === 'identity')?.detail).toMatch(/^user twin · .* · profile twin$/)
})

it('a wrong clock is named; to set it takes the computer’s administrator, so no test can', async () => {
  const late = await openLateAccount((await world.account()).endpoint, 20 * 60_000)
  try {
    const before = `export AWS_ENDPOINT_URL=${late.endpoint}`
    const { errors, findings } = await examine(world, '', { before })
    expect(errors).toEqual(['clock CLOCK_SKEWED'])
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      evidence: [expect.stringMatching(/^1(199|200|201)\.\d s behind AWS’s$/)],
      mend: expect.arrayContaining([expect.stringMatching(/timedatectl set-ntp true/)]),
    })
  } finally {
    await late.close()
  }
  expect((await examine(world, '--only clock')).findings).toEqual([])
})
