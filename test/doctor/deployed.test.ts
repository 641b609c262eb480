import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FindingDocument } from '../../source/commands/diagnosis.ts'
import { type Aws, awsIn } from '../end-to-end/support/aws-cli.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { siteIn } from '../end-to-end/support/twin.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { commandsOf, examine, expectWell } from './support/examine.ts'
import { plantsOf } from './support/plants.ts'
import { runShell, type ShellOptions } from './support/shell.ts'

/** One twin that stands; what goes wrong with it is planted, named by the doctor, and mended as the doctor prints it. */
const program = installProgram()
const world = createWorld(program)

const facts = join(world.folder, 'backend', 'data', 'personal_data', 'facts.json')

let site: string
let aws: Aws
let plants: ReturnType<typeof plantsOf>

beforeAll(async () => {
  const { code, stdout, stderr } = await world.run(['--rehearse'], { program: 'create-digital-twin' })
  expect(code, stderr).toBe(0)
  site = siteIn(stdout)
  aws = await awsIn(world, 'admin')
  plants = plantsOf(world, aws)
})
afterAll(async () => {
  await world.end()
})

const only = (findings: readonly FindingDocument[], code: string): FindingDocument => {
  const [finding, ...more] = findings.filter((each) => each.code === code)
  if (!finding || more.length > 0) throw new Error(`Not one ${code} in ${JSON.stringify(findings)}`)
  return finding
}

const diagnose = (flags = '', shell: ShellOptions = {}) => examine(world, `--rehearse ${flags}`, shell)
const isWell = (flags = '', shell: ShellOptions = {}) => expectWell(world, `--rehearse ${flags}`, shell)

/** Types a line as it was printed; nobody answers questions. @throws with what was said when it fails. */
async function type(line: string, shell: ShellOptions = {}): Promise<void> {
  const { code, stdout, stderr } = await runShell(world, line, shell)
  expect(
    code,
    `${line}
${stdout}${stderr}`,
  ).toBe(0)
}

/** The first command that a finding prints. @throws when it prints none. */
function mendingCommand(finding: FindingDocument): string {
  const [command] = commandsOf(finding)
  if (!command) throw new Error(`${finding.code} names no command: ${finding.mend.join(' / ')}`)
  return command
}

/** Types what the finding prints; then its check is well. */
async function mendAsPrinted(finding: FindingDocument): Promise<void> {
  await type(mendingCommand(finding))
  await isWell(`--only ${finding.check}`)
}

it('has nothing to say about a twin that was just deployed', async () => {
  await isWell()
})

it('names troubles that come together, each for itself, and each is mended by what is printed', async () => {
  const sound = await readFile(facts, 'utf8')
  await writeFile(facts, sound.replace(':', ''))
  await plants.model('amazon.nova-pro-v1:0')
  plants.strayFile(270)
  await plants.stalePage(site, 'printed')
  await plants.otherHands()

  const { named, findings, exitCode, summary } = await diagnose()
  expect(named).toEqual([
    'data DATA_INVALID',
    'model MODEL_NEEDS_PROFILE',
    'package-size PACKAGE_TOO_LARGE',
    'cache PAGE_STALE',
    'drift DRIFT',
  ])
  expect({ exitCode, summary }).toMatchObject({
    exitCode: 1,
    summary: { errors: 5, warnings: 0, fixable: 1, unable: 0 },
  })
  expect(only(findings, 'PACKAGE_TOO_LARGE').message).toContain('backend/app/recording.bin (270.0 MB)')
  expect(only(findings, 'DRIFT').evidence).toEqual([
    'aws_lambda_function.api changed memory size',
    'aws_s3_bucket_policy.private["data"] deleted',
  ])

  // A person's own words are mended by that person alone; the finding says where.
  const data = only(findings, 'DATA_INVALID')
  expect(`${data.message} ${data.mend}`).toMatch(
    /^personal_data\/facts\.json, line \d+: .*Correct personal_data\/facts\.json/,
  )
  await writeFile(facts, sound)
  await isWell('--only data')
  await mendAsPrinted(only(findings, 'PACKAGE_TOO_LARGE'))
  await mendAsPrinted(only(findings, 'PAGE_STALE'))
  await mendAsPrinted(only(findings, 'MODEL_NEEDS_PROFILE'))
  await mendAsPrinted(only(findings, 'DRIFT'))
})

it.each([
  ['MODEL_NOT_IN_REGION', 'us.amazon.nova-lite-v1:0'],
  ['MODEL_NOT_IN_REGION', 'example.unheard-of-v1:0'],
])('names %s of the saved answer %s, with a model that the region has', async (code, id) => {
  await plants.model(id)
  const { named, findings } = await diagnose('--only model')
  expect(named).toEqual([`model ${code}`])
  expect(only(findings, code).message).toContain(id)
  expect(mendingCommand(only(findings, code))).toBe('twin deploy dev --model eu.amazon.nova-lite-v1:0 --rehearse')
  await plants.model('eu.amazon.nova-lite-v1:0')
})

it('names data that are gone', async () => {
  const kept = join(world.root, 'kept')
  await type(`mv backend/data/personal_data '${kept}'`)
  const { named, findings } = await diagnose('--only data')
  expect(named).toEqual(['data DATA_MISSING'])
  expect(only(findings, 'DATA_MISSING').message).toContain(join('backend', 'data', 'personal_data'))
  await type(`mv '${kept}' backend/data/personal_data`)
  await isWell('--only data')
})

it('makes CloudFront forget an old page with --fix', async () => {
  await plants.stalePage(site, 'fixed')
  expect((await diagnose('--only cache')).named).toEqual(['cache PAGE_STALE'])
  const { exitCode, findings, fixed, summary } = await diagnose('--only cache --fix')
  expect(findings).toEqual([])
  expect({ exitCode, fixed: fixed.map(({ code }) => code) }).toEqual({ exitCode: 0, fixed: ['PAGE_STALE'] })
  expect(summary).toMatchObject({ errors: 0, fixed: 1 })
  expect(await (await fetch(`${site}/`)).text()).toContain('fixed: second')
  await isWell('--only cache')
})

it('names an API that answers 403 because its secret is another, and that somebody changed it', async () => {
  await plants.otherOriginSecret()
  const { named, findings } = await diagnose()
  expect(named).toEqual(['health API_FORBIDDEN', 'drift DRIFT'])
  expect(only(findings, 'DRIFT').evidence).toEqual(['aws_lambda_function.api changed environment'])
  expect(JSON.stringify(findings)).not.toContain('a-secret-of-other-hands')
  await mendAsPrinted(only(findings, 'API_FORBIDDEN'))
  await isWell('--only drift')
})

it('names a site that is not let in yet, and a state that was never saved', async () => {
  await plants.settings('cors_origins = ["https://elsewhere.example"]\nalarm_email = "ada@elsewhere.example"')
  await plants.unpushedState()
  const cors = await diagnose('--only cors')
  const lastRun = await diagnose('--only last-run')
  expect([...cors.named, ...lastRun.named]).toEqual(['cors ORIGIN_REFUSED', 'last-run STATE_NOT_PUSHED'])
  expect(only(cors.findings, 'ORIGIN_REFUSED').message).toContain('https://elsewhere.example')
  await mendAsPrinted(only(lastRun.findings, 'STATE_NOT_PUSHED'))
  await isWell('--only cors')
})

it('tells of an alarm that rings, as a warning, and no longer when it is quiet', async () => {
  const alarm = ['--alarm-name', 'digital-twin-dev-function-errors']
  const set = (state: string) =>
    aws('cloudwatch', 'set-alarm-state', ...alarm, '--state-value', state, '--state-reason', 'Two errors in 5 minutes.')
  await set('ALARM')
  const { named, findings, exitCode } = await diagnose('--only alarms')
  expect({ named, exitCode }).toEqual({ named: ['alarms ALARM_RINGING'], exitCode: 0 })
  expect(only(findings, 'ALARM_RINGING')).toMatchObject({
    severity: 'warning',
    message: expect.stringContaining('digital-twin-dev-function-errors'),
    evidence: expect.arrayContaining(['Two errors in 5 minutes.']),
  })
  await type(mendingCommand(only(findings, 'ALARM_RINGING')))
  await set('OK')
  await isWell('--only alarms')
})

it('knows from the last run that AWS has not verified the account, and what that left half made', async () => {
  const message =
    'Your account must be verified before you can add new CloudFront resources. To verify your account, please contact AWS Support (https://console.aws.amazon.com/support/home#/) and include this error message.'
  const action = 'cloudfront:CreateDistribution*'
  await world.setFaults([{ action, status: 403, code: 'AccessDenied', message }])
  const failed = await world.run(['deploy', 'test', '--rehearse', '--yes', '--json'])
  expect(failed.code, failed.stderr).not.toBe(0)
  expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: 'CLOUDFRONT_NOT_VERIFIED' } })

  const { named, findings } = await diagnose()
  expect(named).toEqual(['last-run CLOUDFRONT_NOT_VERIFIED', 'health DEPLOYMENT_UNFINISHED'])
  const finding = only(findings, 'CLOUDFRONT_NOT_VERIFIED')
  expect(finding.mend.join(' ')).toContain('console.aws.amazon.com/support')
  expect(mendingCommand(finding)).toBe('twin deploy test --rehearse')
  await world.setFaults([])
  await mendAsPrinted(finding)
  await isWell('--only health')
})

it('names what a PowerUser lacks, and an administrator gives it by what is printed', async () => {
  const { named, findings } = await diagnose('--as power-user --only permissions')
  expect(named).toEqual([
    'permissions PERMISSIONS_MISSING',
    'permissions PERMISSIONS_MISSING',
    'permissions PERMISSIONS_UNKNOWN',
  ])
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning', 'warning'])
  const [finding] = findings
  for (const words of ['iam:CreateRole', 'iam:PassRole', 'PowerUserAccess']) expect(finding?.message).toContain(words)

  const commands = finding ? commandsOf(finding) : []
  // With alarms it is more than one managed policy holds.
  expect(commands[0]).toMatch(/^twin policy --split --write /)
  const verbs = new Set(commands.slice(1).map((command) => command.split(' ', 3).join(' ')))
  expect([...verbs]).toEqual(['aws iam create-policy', 'aws iam attach-user-policy'])
  for (const command of commands) await type(command, { as: command.startsWith('aws ') ? 'admin' : 'power-user' })
  await isWell('--as power-user --only permissions')
})
