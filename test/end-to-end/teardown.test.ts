import { afterAll, beforeAll, expect, it } from 'vitest'
import { layDown } from '../../source/scaffold/lay-down.ts'
import { awsIn } from './support/aws-cli.ts'
import { installProgram } from './support/install-program.ts'
import { waitFor } from './support/processes.ts'
import { expectRefusal } from './support/refusal.ts'
import { named } from './support/requests.ts'
import { createWorld } from './support/world.ts'
import { leaveAccount, searchByTag } from './teardown/left-account.ts'

/** The end of an account's twins, when all environments are gone. How these go is told in whole-story.test.ts. */
const program = installProgram()
const world = createWorld(program)
const stateBucket = 'digital-twin-terraform-state-123456789012'
const everything = (...more: string[]) => ['destroy', '--everything', '--rehearse', ...more]

beforeAll(async () => {
  await layDown(program.folder, world.folder, '0.0.0')
  await world.run(['rehearse', 'start'])
  await leaveAccount(world)
})
afterAll(async () => {
  await world.end()
})

it('wants the bucket’s own name, and has nothing to do with an environment', async () => {
  const unanswered = await world.run(everything('--json'))
  expect(unanswered.code, unanswered.stderr).toBe(2)
  expect(JSON.parse(unanswered.stdout).error).toMatchObject({ code: 'MISSING_ANSWERS' })
  expect(unanswered.stderr).toContain('Lost with it: the history of every deployment')
  await expectRefusal(world, {
    args: everything('--confirm', 'dev'),
    code: 2,
    error: 'CONFIRMATION_MISMATCH',
    says: new RegExp(`“dev” is not the name of the state bucket, which is ${stateBucket}`),
    next: /--confirm digital-twin-terraform-state/,
  })
  await expectRefusal(world, {
    args: ['destroy', 'dev', '--everything', '--rehearse'],
    code: 2,
    error: 'WRONG_USAGE',
    says: /--everything/,
    next: /^twin destroy dev/m,
  })
})

it('is killed when the bucket is gone and the table is not, and the same command finishes', async () => {
  await world.setFaults([{ action: 'dynamodb:DeleteTable', connection: 'hang' }])
  const running = world.start(everything('--confirm', stateBucket))
  await waitFor(
    async () => (await world.requests()).some(({ operation }) => operation === 'DeleteBucket'),
    () => 'the state bucket was not deleted',
    120_000,
  )
  process.kill(running.pid, 'SIGKILL')
  await running.ended
  await world.setFaults([])
  expect((await searchByTag(world)).map((arn) => arn?.split(':')[2])).toEqual(['dynamodb'])

  const { code, stdout, stderr: told } = await world.run(everything('--confirm', stateBucket, '--json'))
  expect(code, told).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, everything: true, removed: true, left: [] })
})

it('ends with an account in which a search by tag finds nothing', async () => {
  expect(await searchByTag(world)).toEqual([])
  const aws = await awsIn(world, 'admin')
  const [{ Buckets }, { TableNames }] = await Promise.all([
    aws('s3api', 'list-buckets'),
    aws('dynamodb', 'list-tables'),
  ])
  expect({ Buckets, TableNames }).toEqual({ Buckets: [], TableNames: [] })
  const { code, stdout } = await world.run(everything('--json'))
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, removed: false, left: [] })
})

it('needs nothing that the published policy does not allow', async () => {
  expect(named((await world.requests()).filter(({ denied }) => denied))).toEqual([])
})
