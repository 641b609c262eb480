import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result } from '../../source/commands/command.ts'
import { policy } from '../../source/commands/policy.ts'
import type { Notice } from '../../source/engine/notice.ts'
import { leastPrivilegePolicy } from '../../source/permissions/least-privilege.ts'
import { managedPolicyLimit } from '../../source/permissions/policy-size.ts'
import { boundedBy, plainShape } from '../../source/permissions/shape.ts'
import { runActs } from '../../source/run-acts.ts'
import { awsAt, serve } from '../support/aws-at.ts'
import { account, fakeContext } from '../support/fake-context.ts'
import { fakePrompter } from '../support/fake-prompter.ts'
import { recordingHost } from '../support/recording-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/ada</Arn><UserId>AIDA</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
const names = { projectName: 'my-twin', region: 'eu-central-1', account, partition: 'aws' }
const limits = `arn:aws:iam::${account}:policy/limits`

let root: string
beforeEach(() => {
  root = temporaryFolder()
  mkdirSync(join(root, 'terraform'))
})
afterEach(() => vi.unstubAllEnvs())

/** Runs the command as `ada`, whose account answers who she is and nothing else. */
async function run(flags: Record<string, string | boolean>, verbose = false) {
  const endpoint = await serve((_, response) => void response.end(identity))
  const context = fakeContext({
    aws: awsAt(endpoint),
    flags: { region: 'eu-central-1', projectName: 'my-twin', environment: 'dev' },
    options: { verbose },
    root,
  })
  const notices: Notice[] = []
  const surface = {
    host: recordingHost(),
    quickHost: recordingHost(),
    show: (notice: Notice) => void notices.push(notice),
    showProblem: () => undefined,
    prompter: async () => fakePrompter(),
  }
  const result: Result = await policy.run({
    context,
    flags,
    positionals: [],
    print: () => undefined,
    perform: (acts) => runActs(acts, context, surface),
    examine: async () => [],
  })
  return { result, said: notices.flatMap(({ title, lines }) => [title, ...lines]).join('\n') }
}

/** So many values in the condition that one managed policy cannot hold it. */
const endless = `${limits}${'x'.repeat(managedPolicyLimit)}`

describe('twin policy', () => {
  it('prints the policy, ready to paste, and says nothing else', async () => {
    const { result, said } = await run({})
    expect(JSON.parse(result.text ?? '')).toEqual(leastPrivilegePolicy(names))
    expect(said).toBe('')
    expect(result).toMatchObject({ data: { policy: leastPrivilegePolicy(names), limit: 6144 } })
    expect(result.exitCode).toBeUndefined()
  })

  it('tells its size when asked to say more', async () => {
    expect((await run({}, true)).said).toMatch(/\d,\d{3} of 6,144 characters/)
  })

  it('with --boundary demands it, and says which setting has to name it too', async () => {
    const { result, said } = await run({ boundary: limits })
    expect(JSON.parse(result.text ?? '')).toEqual(leastPrivilegePolicy(names, boundedBy(plainShape, limits)))
    expect(said).toContain(`permissions_boundary_arn = "${limits}" in the tfvars file of every environment`)
    expect(result.data).toMatchObject({ permissionsBoundaries: [limits] })
  })

  it('takes the boundary from the settings', async () => {
    writeFileSync(join(root, 'terraform', 'terraform.tfvars'), `permissions_boundary_arn = "${limits}"\n`)
    const { result, said } = await run({ boundary: limits })
    expect(JSON.parse(result.text ?? '')).toEqual(leastPrivilegePolicy(names, boundedBy(plainShape, limits)))
    expect(said).toBe('')
    expect((await run({})).result.text).toBe(result.text)
  })

  it('prints what is too long for one managed policy all the same, and says how to divide it', async () => {
    const { result, said } = await run({ boundary: endless })
    expect(result).toMatchObject({
      exitCode: 1,
      data: { error: { code: 'POLICY_TOO_LONG', nextSteps: ['twin policy --split'] } },
    })
    expect(said).toMatch(/POLICY_TOO_LONG[\s\S]*twin policy --split/)
    expect(JSON.parse(result.text ?? '').Statement).toBeInstanceOf(Array)
  })

  it('writes it to a file in the place of the terminal', async () => {
    const file = join(root, 'policies', 'mine.json')
    const { result } = await run({ write: file })
    expect(result.text).toBeUndefined()
    expect(result.data.files).toEqual([file])
    expect(result.notice?.lines[0]).toMatch(/mine\.json: \d,\d{3} of 6,144 characters/)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(leastPrivilegePolicy(names))
  })
})

describe('what does not go together', () => {
  it.each([
    [{ to: 'user/ann' }, '--to belongs to --attach'],
    [{ attach: true, write: 'x.json' }, 'without --split and --write'],
    [{ attach: true, split: true }, 'without --split and --write'],
    [{ boundary: 'limits' }, '“limits” is not the ARN'],
  ])('%j is refused as wrong usage', async (flags: Record<string, string | boolean>, message) => {
    await expect(run(flags)).rejects.toMatchObject({
      code: 'WRONG_USAGE',
      exitCode: 2,
      message: expect.stringContaining(message),
    })
    expect(existsSync('x.json')).toBe(false)
  })

  it.each(['ann', 'group/staff', 'user/', 'user/a b', 'role/../x y', ''])('--to %j names nobody', async (to) => {
    await expect(run({ attach: true, to })).rejects.toMatchObject({ code: 'WRONG_USAGE' })
  })
})
