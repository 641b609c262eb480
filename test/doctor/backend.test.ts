import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Aws, awsIn } from '../end-to-end/support/aws-cli.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { signedFetch } from '../rehearsal/support/signed-fetch.ts'
import { commandsOf, examine } from './support/examine.ts'
import { type PlantedTrouble, plantAndMend } from './support/plant-and-mend.ts'
import { layDownProject, lockTable, stateBucket } from './support/project.ts'
import { runShell } from './support/shell.ts'

/** Troubles of the state bucket and the lock table, before anything is deployed. */
const program = installProgram()
const world = createWorld(program)
let aws: Aws

const s3 = (operation: string, ...more: string[]) => aws('s3api', operation, '--bucket', stateBucket, ...more)
const deleteTable = () => aws('dynamodb', 'delete-table', '--table-name', lockTable)
const mendedByFix = { command: /^twin doctor --fix$/ }

beforeAll(async () => {
  await layDownProject(world)
  aws = await awsIn(world, 'admin')
})
afterAll(async () => {
  await world.end()
})

it('an account without a state backend gets one', async () => {
  await plantAndMend(world, {
    plant: async () => expect(await aws('s3api', 'list-buckets')).toMatchObject({ Buckets: [] }),
    code: 'STATE_BUCKET_MISSING',
    check: 'state-bucket',
    besides: ['lock-table LOCK_TABLE_MISSING'],
    ...mendedByFix,
  })
  expect((await examine(world)).errors).toEqual([])
})

const suspend = () => s3('put-bucket-versioning', '--versioning-configuration', 'Status=Suspended')
const settings: readonly (readonly [lacks: string, plant: () => Promise<unknown>])[] = [
  ['versions', suspend],
  ['encryption', () => s3('delete-bucket-encryption')],
  ['the TLS policy', () => s3('delete-bucket-policy')],
  ['the block of public access', () => s3('delete-public-access-block')],
  ['tags', () => s3('delete-bucket-tagging')],
]

describe('a half-made backend is made whole: it lacks', () => {
  const unfit = { code: 'STATE_BUCKET_UNFIT', check: 'state-bucket', ...mendedByFix }
  const everything = async () => {
    for (const [, plant] of settings) await plant()
  }
  it.each<[string, PlantedTrouble]>([
    ...settings.map(([lacks, plant]): [string, PlantedTrouble] => [lacks, { plant, ...unfit }]),
    ['all of them', { plant: everything, ...unfit }],
    ['the lock table', { plant: deleteTable, code: 'LOCK_TABLE_MISSING', check: 'lock-table', ...mendedByFix }],
  ])('%s', async (_, trouble) => plantAndMend(world, trouble))
})

describe('a state bucket of somebody else', () => {
  /** Somebody in another account makes the bucket, or removes it. */
  const asSomebodyElse = async (method: 'PUT' | 'DELETE') => {
    const { region, ...record } = await world.account()
    const headers = { 'x-moto-account-id': '210987654321' }
    const body = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`
    const request = { service: 's3', method, path: `/${stateBucket}`, headers, ...(method === 'PUT' ? { body } : {}) }
    return signedFetch({ region, ...record }, request)
  }

  it('is told from one’s own; the first command shows it, and that none can mend it is said', async () => {
    await s3('delete-bucket')
    expect((await asSomebodyElse('PUT')).status).toBe(200)
    const { errors, findings } = await examine(world)
    expect(errors).toEqual(['state-bucket STATE_BUCKET_FOREIGN'])
    const finding = findings.find(({ check }) => check === 'state-bucket')
    expect(finding?.mend.at(-1)).toMatch(/no command can mend that/)
    const [list = '', policy = ''] = finding ? commandsOf(finding) : []
    const listed = await runShell(world, list, { as: 'admin' })
    expect({ ...listed, stdout: JSON.parse(listed.stdout) }).toEqual({ code: 0, stdout: [], stderr: '' })
    expect(JSON.parse((await runShell(world, policy)).stdout)).toMatchObject({ Version: '2012-10-17' })
  })

  it('is no trouble any more when they give it up', async () => {
    expect((await asSomebodyElse('DELETE')).status).toBe(204)
    const missing = { code: 'STATE_BUCKET_MISSING', check: 'state-bucket', ...mendedByFix }
    await plantAndMend(world, { plant: async () => undefined, ...missing })
  })
})
