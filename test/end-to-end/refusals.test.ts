import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installProgram } from './support/install-program.ts'
import { expectRefusal } from './support/refusal.ts'
import { named, writesIn } from './support/requests.ts'
import { createWorld } from './support/world.ts'

const program = installProgram()
const world = createWorld(program)

beforeAll(async () => {
  await world.run(['rehearse', 'start'])
})
afterAll(async () => {
  await world.end()
})

it('refuses the root user before anything is written to AWS', async () => {
  const { value, requests } = await world.during(() =>
    world.run(['--rehearse', '--as', 'root'], { program: 'create-digital-twin' }),
  )
  expect(value).toMatchObject({ code: 1, stdout: '' })
  expect(value.stderr).toContain('root user')
  expect(value.stderr).toContain('ROOT_REFUSED')
  expect(value.stderr).toContain('aws iam create-user --user-name twin')
  expect(named(writesIn(requests))).toEqual([])
  expect(requests.some(({ identity }) => identity === 'root')).toBe(true)
})

it('refuses the root user of a deployment too', async () => {
  await expectRefusal(world, {
    args: ['deploy', 'dev', '--rehearse', '--as', 'root', '--yes'],
    code: 1,
    error: 'ROOT_REFUSED',
    says: /root user of account 123456789012/,
    next: /^aws iam create-user /,
  })
})

it('finds PowerUserAccess wanting, and writes out the policy that is needed', async () => {
  const policyFile = join(world.folder, '.twin', 'least-privilege-policy.json')
  expect(existsSync(policyFile)).toBe(false)
  const { value, requests } = await world.during(() =>
    world.run(['--rehearse', '--as', 'power-user', '--json'], { program: 'create-digital-twin' }),
  )
  expect(value.code).toBe(1)
  const { error } = JSON.parse(value.stdout)
  expect(error.code).toBe('PERMISSIONS_MISSING')
  expect(error.message).toContain('PowerUserAccess')
  expect(error.message).toContain('iam:CreateRole')
  expect(error.message).toContain('iam:PassRole')
  expect(error.nextSteps.join('\n')).toContain('https://console.aws.amazon.com/iam/')
  expect(error.nextSteps.join('\n')).toMatch(/aws iam (create|attach|put)-/)
  expect(named(writesIn(requests))).toEqual([])

  const { stdout } = await world.run(['policy', '--rehearse'])
  expect(JSON.parse(readFileSync(policyFile, 'utf8'))).toEqual(JSON.parse(stdout))
  expect(statSync(policyFile).size).toBeLessThan(16_000)
})

it('lets an administrator attach it, by the command that was printed, to whom it was missing', async () => {
  const attach = ['policy', '--attach', '--to', 'user/power-user', '--rehearse', '--yes', '--json']
  const byItself = await world.during(() => world.run([...attach, '--as', 'power-user']))
  expect(byItself.value.code).toBe(1)
  expect(JSON.parse(byItself.value.stdout).error).toMatchObject({ code: 'ACCESS_DENIED' })
  expect(named(writesIn(byItself.requests))).toEqual([])

  const dryRun = await world.during(() => world.run([...attach, '--as', 'admin', '--dry-run']))
  expect(dryRun.value.code).toBe(5)
  expect(named(writesIn(dryRun.requests))).toEqual([])

  const byAdmin = await world.during(() => world.run([...attach, '--as', 'admin']))
  expect(JSON.parse(byAdmin.value.stdout)).toMatchObject({ ok: true, attached: true, changed: true })
  expect(writesIn(byAdmin.requests).map(({ action }) => action)).toEqual(['iam:CreatePolicy', 'iam:AttachUserPolicy'])
  const again = await world.during(() => world.run([...attach, '--as', 'admin']))
  expect(JSON.parse(again.value.stdout)).toMatchObject({ ok: true, changed: false })
  expect(named(writesIn(again.requests))).toEqual([])

  const { code, stdout } = await world.run(['deploy', 'dev', '--rehearse', '--as', 'power-user', '--dry-run', '--json'])
  expect(code).toBe(5)
  const { steps } = JSON.parse(stdout) as { steps: { id: string; outcome: string }[] }
  expect(steps.find(({ id }) => id === 'permissions')).toMatchObject({ outcome: 'satisfied' })
})

it('shows a dry run on an empty account what would be made, and makes nothing', async () => {
  const { value, requests } = await world.during(() =>
    world.run(['deploy', 'dev', '--rehearse', '--dry-run', '--json']),
  )
  expect(value.code).toBe(5)
  const { steps } = JSON.parse(value.stdout) as { steps: { id: string; outcome: string; plan?: string[] }[] }
  const planned = steps.filter(({ outcome }) => outcome === 'planned')
  expect(planned.map(({ id }) => id)).toEqual(expect.arrayContaining(['state-bucket', 'lock-table']))
  expect(planned.flatMap(({ plan }) => plan).join('\n')).toContain('digital-twin-terraform-state-123456789012')
  expect(named(writesIn(requests))).toEqual([])
})
