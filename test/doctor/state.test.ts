import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Aws, awsIn } from '../end-to-end/support/aws-cli.ts'
import { installProgram } from '../end-to-end/support/install-program.ts'
import { processesOf, waitFor } from '../end-to-end/support/processes.ts'
import { createWorld } from '../end-to-end/support/world.ts'
import { plantAndMend } from './support/plant-and-mend.ts'
import { account, lockTable, stateBucket } from './support/project.ts'

/** Troubles of the state of a twin that stands: its checksum and its lock. */
const program = installProgram()
const world = createWorld(program)
let aws: Aws

// A name of its own: all rehearsals have one account number, and a Terraform anywhere on this computer
// that works on a state of the same bucket and key may be the one that holds its lock.
const projectName = `twin-${process.pid}`
const key = `env:/dev/${projectName}/terraform.tfstate`
const state = ['--bucket', stateBucket, '--key', key]
const rowKey = (id: string) => ['--table-name', lockTable, '--key', JSON.stringify({ LockID: { S: id } })]

beforeAll(async () => {
  const { code, stderr } = await world.run(['--rehearse', '--project-name', projectName], {
    program: 'create-digital-twin',
  })
  expect(code, stderr).toBe(0)
  aws = await awsIn(world, 'admin')
})
afterAll(async () => {
  await world.end()
})

describe('a stale checksum', () => {
  const stale = { code: 'STATE_DIGEST_MISMATCH', check: 'state-digests', command: /^twin doctor --fix$/ }

  it('of a state that was deleted: the state comes back', async () => {
    const before = await aws('s3api', 'head-object', ...state)
    await plantAndMend(world, { plant: () => aws('s3api', 'delete-object', ...state), ...stale })
    expect((await aws('s3api', 'head-object', ...state)).ETag).toBe(before.ETag)
  })

  it('of a state that was overwritten by an older one, and by the newest again: it gets that one’s', async () => {
    const { Versions } = await aws('s3api', 'list-object-versions', '--bucket', stateBucket, '--prefix', key)
    const versions = (Versions as { VersionId: string; Key: string; IsLatest: boolean }[]).filter(
      (each) => each.Key === key,
    )
    const overwrite =
      (version = '') =>
      async () => {
        const file = join(world.root, 'overwriting.tfstate')
        await aws('s3api', 'get-object', ...state, '--version-id', version, file)
        await aws('s3api', 'put-object', ...state, '--body', file)
      }
    const oldest = versions.at(-1)?.VersionId
    const newest = versions.find(({ IsLatest }) => IsLatest)?.VersionId
    await plantAndMend(world, { plant: overwrite(oldest), ...stale })
    // With the twin in the state again, Terraform is asked too, and refuses for the same reason.
    const besides = ['drift STATE_DIGEST_MISMATCH']
    await plantAndMend(world, { plant: overwrite(newest), ...stale, besides })
  })
})

describe('a held lock', () => {
  const locked = { code: 'STATE_LOCKED', check: 'state-locks' }
  const terraforms = () => processesOf(world.root).filter(({ command }) => / destroy -refresh=false/.test(command))
  const isHeld = async () => Boolean((await aws('dynamodb', 'get-item', ...rowKey(`${stateBucket}/${key}`))).Item)

  /** Terraform at the question whether it shall go on, which nobody answers. */
  const startTerraform = async () => {
    const folder = join(world.folder, 'terraform')
    const script = `eval "$(twin rehearse env)"; exec terraform destroy -refresh=false -var-file=dev.tfvars -var account_id=${account}`
    const env = { ...world.env, TF_WORKSPACE: 'dev' } as NodeJS.ProcessEnv
    const child = spawn('bash', ['-c', script], { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'] })
    let told = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    await waitFor(
      () => told.includes('Enter a value:'),
      () => told,
    )
    expect(await isHeld()).toBe(true)
  }
  const ended = () =>
    waitFor(
      () => terraforms().length === 0,
      () => JSON.stringify(terraforms()),
    )

  it('of a run that lives: ends that run safely', async () => {
    await plantAndMend(world, {
      plant: startTerraform,
      ...locked,
      severity: 'warning',
      command: /^kill -INT \d+$/,
      settle: ended,
    })
    expect(await isHeld()).toBe(false)
  })

  it('of a run that was killed: is released', async () => {
    const plant = async () => {
      await startTerraform()
      for (const { pid } of terraforms()) process.kill(pid, 'SIGKILL')
      await ended()
      await waitFor(
        () => processesOf(world.root).every(({ command }) => !command.includes('terraform-provider-')),
        () => 'a provider lives on',
      )
    }
    await plantAndMend(world, { plant, ...locked, command: /^twin unlock dev --confirm dev$/ })
  })
})
